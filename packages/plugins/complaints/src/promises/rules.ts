/** How far somebody may promise by themselves: pure (CMPL-05). */
import type { Decimal, Instant } from '@guanxi/core';

export interface Authority {
  readonly maxAmount: Decimal;
  readonly maxDays: number;
}
export interface Asked {
  /** Null for what costs nothing. */
  readonly value: { readonly amount: Decimal; readonly currency: string } | null;
  readonly dueAt: Instant;
}

/** Ten-thousandths, exactly. */
const scaled = (decimal: string): bigint => {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole) * 10_000n + BigInt(`${fraction}0000`.slice(0, 4));
};

/** Of several authorities one has to cover the promise as a whole. What is of another currency is covered by none: there is no rate to go by. */
export function mayPromise(
  authorities: readonly Authority[],
  asked: Asked,
  at: { readonly now: Instant; readonly currency: string },
): boolean {
  const { value, dueAt } = asked;
  const costs = value !== null && scaled(value.amount) > 0n;
  if (costs && value.currency !== at.currency) return false;
  const days = (dueAt.getTime() - at.now.getTime()) / 86_400_000;
  return authorities.some(({ maxAmount, maxDays }) => days <= maxDays && (!costs || scaled(value.amount) <= scaled(maxAmount)));
}
