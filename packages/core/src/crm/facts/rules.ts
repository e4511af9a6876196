/** Arithmetic of the ledger, and the instant of a day. Pure. */
import { type Decimal, decimalOf, type Instant, type Money } from '@guanxi/core';
import { Temporal } from 'temporal-polyfill';

const SCALE = 4;

/** Ten-thousandths, so that sums are exact. */
export function unitsOf(amount: string): bigint {
  const [, sign = '', whole = '0', places = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  const units = BigInt(whole + places.padEnd(SCALE, '0').slice(0, SCALE));
  return sign ? -units : units;
}
export function decimalOfUnits(units: bigint): Decimal {
  const digits = (units < 0n ? -units : units).toString().padStart(SCALE + 1, '0');
  return decimalOf(`${units < 0n ? '-' : ''}${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`);
}
const sumOf = (amounts: readonly string[]): bigint => amounts.reduce((sum, amount) => sum + unitsOf(amount), 0n);

/** What of a fact is not yet reversed, in units; reversals are negative. */
export const left = (original: string, reversals: readonly string[]): bigint => unitsOf(original) + sumOf(reversals);

/** The instant that a date without a time means: midnight in the tenant's zone. */
export const midnightIn = (zone: string, day: string): Instant =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);

export interface FactLine {
  readonly at: Instant;
  readonly value: Money;
  readonly orderRef: string | null;
  readonly isReversal: boolean;
}
export interface FactSum {
  readonly currency: string;
  readonly count: number;
  readonly orders: number;
  readonly sum: Decimal;
  readonly first: Instant | null;
  readonly last: Instant | null;
  readonly meanIntervalDays: Decimal | null;
}

/**
 * One sum per currency: amounts of two are never added (G4). Reversals lessen the sum and are no transactions themselves. The lines of one
 * order were bought at once, so that intervals are between orders.
 */
export function summarise(lines: readonly FactLine[]): readonly FactSum[] {
  const byCurrency = new Map<string, FactLine[]>();
  for (const line of lines) {
    const known = byCurrency.get(line.value.currency);
    if (known) known.push(line);
    else byCurrency.set(line.value.currency, [line]);
  }
  return [...byCurrency].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, all]) => sumUp(currency, all));
}

function sumUp(currency: string, all: readonly FactLine[]): FactSum {
  const bought = all.filter((line) => !line.isReversal);
  const times = bought.map((line) => line.at.getTime());
  const first = times.length > 0 ? times.reduce((a, b) => Math.min(a, b)) : null;
  const last = times.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : null;
  const orders = new Set(bought.map((line) => line.orderRef ?? line)).size;
  return {
    currency,
    count: bought.length,
    orders,
    sum: decimalOfUnits(sumOf(all.map((line) => line.value.amount))),
    first: first === null ? null : new Date(first),
    last: last === null ? null : new Date(last),
    meanIntervalDays:
      first === null || last === null || orders < 2 ? null : decimalOf(((last - first) / 86_400_000 / (orders - 1)).toFixed(SCALE)),
  };
}
