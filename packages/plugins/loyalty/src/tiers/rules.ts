/** What a list of tiers must be. Pure. */
import type { Decimal } from '@guanxi/core';
import { unitsOf } from '../earning/units.ts';

export interface Threshold {
  readonly tier: string;
  readonly entry: Decimal;
  readonly keep: Decimal;
}
export interface WrongTier {
  readonly kind: 'TWICE' | 'LOWEST' | 'KEEP' | 'NOT_RISING';
  readonly place: number;
  readonly tier: Threshold;
  /** The threshold of the tier below, where it is not lower. */
  readonly below: Decimal | null;
}

/** The first thing wrong in tiers that are listed from the lowest up; null where nothing is. */
export function wrongIn(tiers: readonly Threshold[]): WrongTier | null {
  for (const [place, tier] of tiers.entries()) {
    const wrong = (kind: WrongTier['kind'], below: Decimal | null = null): WrongTier => ({ kind, place, tier, below });
    const before = tiers[place - 1];
    if (tiers.findIndex((one) => one.tier === tier.tier) < place) return wrong('TWICE');
    if (unitsOf(tier.keep) > unitsOf(tier.entry) || unitsOf(tier.keep) < 0n) return wrong('KEEP');
    if (!before && unitsOf(tier.entry) !== 0n) return wrong('LOWEST');
    if (before && unitsOf(tier.entry) <= unitsOf(before.entry)) return wrong('NOT_RISING', before.entry);
    if (before && unitsOf(tier.keep) <= unitsOf(before.keep)) return wrong('NOT_RISING', before.keep);
  }
  return null;
}
