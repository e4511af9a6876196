/** Who may have which benefits, and which of them together (LOY-03). Pure; amounts and per cents in ten-thousandths. */
import type { Id } from '@guanxi/core';
import { monthsAfter } from '../tiers/period.ts';

export interface Benefit {
  readonly id: Id<'LoyaltyBenefit'>;
  readonly name: string;
  readonly kind: 'DISCOUNT' | 'ENTITLEMENT';
  readonly percent: bigint;
  /** Null: as often as they like. */
  readonly uses: { readonly most: number; readonly per: 'MONTH' | 'YEAR' } | null;
  readonly tiers: readonly string[];
  readonly record: {
    readonly minSpend: bigint | null;
    readonly currency: string | null;
    readonly minOrders: number | null;
    readonly months: number;
  } | null;
}
export interface Bought {
  readonly at: number;
  readonly value: bigint;
  readonly currency: string;
  readonly order: string;
}
export interface Used {
  readonly benefit: Id<'LoyaltyBenefit'>;
  readonly at: number;
  readonly orderRef: string | null;
  readonly percent: bigint;
}
export interface Case {
  readonly now: number;
  readonly zone: string;
  readonly tier: string | null;
  readonly bought: readonly Bought[];
  readonly used: readonly Used[];
  /** The order they are wanted for; null: none. */
  readonly orderRef: string | null;
}
export interface Stacking {
  readonly most: number;
  /** Ten-thousandths of a per cent. */
  readonly discount: bigint;
}
/** What granted a benefit: the tier, or the record of transactions. */
export type Ground = 'TIER' | 'RECORD' | 'MEMBERSHIP';
export interface Judged {
  readonly benefit: Benefit;
  readonly ground: Ground;
  /** How often it may still be had; null: without end. */
  readonly left: number | null;
  /** Null: it may be had. */
  readonly refused: 'USED_UP' | 'STACKING' | null;
}

const isNet = ({ value }: Bought): boolean => value > 0n;

export function isEntitled({ tiers, record }: Benefit, { now, zone, tier, bought }: Case): boolean {
  if (tiers.length > 0 && (tier === null || !tiers.includes(tier))) return false;
  if (record === null) return true;
  const lately = bought.filter(({ at }) => at > monthsAfter(now, -record.months, zone) && at <= now);
  const spent = lately.filter(({ currency }) => currency === record.currency).reduce((sum, { value }) => sum + value, 0n);
  const orders = new Set(lately.filter(isNet).map(({ order }) => order)).size;
  return (record.minSpend === null || spent >= record.minSpend) && (record.minOrders === null || orders >= record.minOrders);
}

const groundOf = ({ tiers, record }: Benefit): Ground => (record ? 'RECORD' : tiers.length > 0 ? 'TIER' : 'MEMBERSHIP');

function leftOf({ id, uses }: Benefit, { now, zone, used }: Case): number | null {
  if (uses === null) return null;
  const since = monthsAfter(now, uses.per === 'MONTH' ? -1 : -12, zone);
  return Math.max(uses.most - used.filter((one) => one.benefit === id && one.at > since).length, 0);
}

/** All that somebody is entitled to, the best first; what does not go together with those before it is refused and said to be. */
export function judge(benefits: readonly Benefit[], of: Case, stacking: Stacking): readonly Judged[] {
  const onOrder = of.orderRef === null ? [] : of.used.filter((one) => one.orderRef === of.orderRef);
  let count = onOrder.length;
  let discount = onOrder.reduce((sum, one) => sum + one.percent, 0n);
  return benefits
    .filter((benefit) => isEntitled(benefit, of) && !onOrder.some((one) => one.benefit === benefit.id))
    .sort((a, b) => (a.percent === b.percent ? (a.name < b.name ? -1 : 1) : a.percent > b.percent ? -1 : 1))
    .map((benefit) => {
      const left = leftOf(benefit, of);
      const judged = (refused: Judged['refused']): Judged => ({ benefit, ground: groundOf(benefit), left, refused });
      if (left === 0) return judged('USED_UP');
      if (of.orderRef === null) return judged(null);
      if (count + 1 > stacking.most || discount + benefit.percent > stacking.discount) return judged('STACKING');
      count += 1;
      discount += benefit.percent;
      return judged(null);
    });
}
