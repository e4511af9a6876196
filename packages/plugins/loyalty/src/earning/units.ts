/** Exact arithmetic: decimals of four places as whole numbers. Pure. */
import { type Decimal, decimalOf } from '@guanxi/core';

const SCALE = 4;
export const ONE = 10_000n;

export function unitsOf(amount: string): bigint {
  const [, sign = '', whole = '0', places = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  const units = BigInt(whole + places.padEnd(SCALE, '0').slice(0, SCALE));
  return sign ? -units : units;
}
export function decimalOfUnits(units: bigint): Decimal {
  const digits = (units < 0n ? -units : units).toString().padStart(SCALE + 1, '0');
  return decimalOf(`${units < 0n ? '-' : ''}${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`);
}
