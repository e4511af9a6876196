/** What a purchase earns. Pure: rules are data, and each says what it gave. */
import type { Id } from '@guanxi/core';
import { Temporal } from 'temporal-polyfill';
import { ONE } from './units.ts';

export interface EarningRule {
  readonly id: Id<'LoyaltyRule'>;
  readonly name: string;
  readonly kind: 'BASE' | 'BONUS';
  /** Ten-thousandths of a point for a unit of the currency; null: `points` for a purchase. */
  readonly rate: bigint | null;
  readonly currency: string | null;
  readonly points: number;
  readonly validFrom: number;
  readonly validUntil: number | null;
  /** Where it holds; none: everywhere. */
  readonly channels: readonly string[];
  readonly products: readonly string[];
  readonly tiers: readonly string[];
  /** In ten-thousandths; a purchase of less earns nothing by it. */
  readonly minAmount: bigint | null;
  /** How much it gives a member at most in a time. */
  readonly cap: { readonly points: number; readonly per: 'DAY' | 'MONTH' | 'YEAR' | 'CAMPAIGN' } | null;
}

/** A fact of the customer's, or what takes one back. Amounts in ten-thousandths. */
export interface Purchase {
  readonly id: Id<'Fact'>;
  readonly at: number;
  /** What its source calls it: of equal times it decides, whatever the order in which they were told. */
  readonly source: string;
  readonly value: bigint;
  readonly currency: string;
  readonly products: readonly string[];
  readonly channel: string | null;
  readonly orderRef: string | null;
  readonly reversalOf: Id<'Fact'> | null;
}

export interface Share {
  readonly rule: Id<'LoyaltyRule'>;
  readonly name: string;
  readonly points: number;
}
export interface Earned {
  readonly points: number;
  readonly tier: string | null;
  readonly byRule: readonly Share[];
}

/** What rules have given a member so far, by rule and time. */
export type Given = Map<string, number>;

const holds = <T>(wanted: readonly T[], is: readonly T[]): boolean => wanted.length === 0 || is.some((one) => wanted.includes(one));

export function applies(rule: EarningRule, purchase: Purchase, tier: string | null): boolean {
  const { value, at } = purchase;
  return (
    rule.validFrom <= at &&
    (rule.validUntil === null || at < rule.validUntil) &&
    (rule.currency === null || rule.currency === purchase.currency) &&
    (rule.minAmount === null || value >= rule.minAmount) &&
    holds(rule.channels, purchase.channel === null ? [] : [purchase.channel]) &&
    holds(rule.products, purchase.products) &&
    holds(rule.tiers, tier === null ? [] : [tier])
  );
}

/** Truncated for each purchase and rule; nothing is carried over. */
export const pointsBy = (rule: EarningRule, value: bigint): number =>
  rule.rate === null ? rule.points : Number((value * rule.rate) / (ONE * ONE));

export function capKey({ id, cap }: EarningRule, at: number, zone: string): string {
  if (!cap || cap.per === 'CAMPAIGN') return id;
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
  return `${id} ${day.slice(0, { DAY: 10, MONTH: 7, YEAR: 4 }[cap.per])}`;
}

interface Candidate {
  readonly rule: EarningRule;
  readonly key: string;
  readonly points: number;
}

/** What it earns in this tier; `given` is told of it. */
export function earn(rules: readonly EarningRule[], purchase: Purchase, tier: string | null, given: Given, zone: string): Earned {
  const candidates = rules
    .filter((rule) => applies(rule, purchase, tier))
    .map((rule): Candidate => {
      const key = capKey(rule, purchase.at, zone);
      const room = rule.cap ? rule.cap.points - (given.get(key) ?? 0) : Number.POSITIVE_INFINITY;
      return { rule, key, points: Math.min(pointsBy(rule, purchase.value), room) };
    })
    .filter(({ points }) => points > 0);
  const best = candidates
    .filter(({ rule }) => rule.kind === 'BASE')
    .reduce<Candidate | null>((a, b) => (a && a.points >= b.points ? a : b), null);
  const taken = candidates.filter((one) => one === best || one.rule.kind === 'BONUS');
  for (const { key, points } of taken) given.set(key, (given.get(key) ?? 0) + points);
  return total(
    tier,
    taken.map(({ rule, points }) => ({ rule: rule.id, name: rule.name, points })),
  );
}

/** What is left of it when only `value` of the purchase is left: no rule gives more than it did, and caps are not given back. */
export function whatIsLeft(earned: Earned, rules: ReadonlyMap<string, EarningRule>, value: bigint): Earned {
  const byRule = earned.byRule.flatMap((share) => {
    const rule = rules.get(share.rule) as EarningRule;
    const isOver = value === 0n || (rule.minAmount !== null && value < rule.minAmount);
    const points = isOver ? 0 : Math.min(share.points, pointsBy(rule, value));
    return points > 0 ? [{ ...share, points }] : [];
  });
  return total(earned.tier, byRule);
}

const total = (tier: string | null, byRule: readonly Share[]): Earned => ({
  tier,
  byRule,
  points: byRule.reduce((sum, share) => sum + share.points, 0),
});
