/** Which tier comes next. Pure. */
import type { Climb } from './climb.ts';

export interface Forecast {
  readonly at: number | null;
  /** In ten-thousandths of what the scheme counts. */
  readonly counted: bigint;
  readonly projected: bigint;
  readonly ifNothingMore: string;
  readonly atThisPace: string;
}

/** What was counted in the period so far is taken as its pace: of half a period twice as much. Of rolling months it is what it is. */
export function forecast(climb: Climb, now: number): Forecast {
  const { scheme, qualification, tier, graceUntil } = climb;
  const counted = qualification.total;
  const { from, to } = climb.span(now);
  const length = Math.max(to - from, 1);
  const gone = Math.min(Math.max(now - from, 1), length);
  const projected = scheme.period === 'ROLLING' ? counted : (counted * BigInt(length)) / BigInt(gone);
  const at = graceUntil ?? to;
  return {
    at: Number.isFinite(at) ? at : null,
    counted,
    projected,
    ifNothingMore: landing(climb, counted, tier.tier),
    atThisPace: landing(climb, projected, tier.tier),
  };
}

/** Up to what is reached; else kept, or down as the scheme lands. */
function landing({ scheme: { tiers, softLanding } }: Climb, total: bigint, has: string): string {
  const rank = tiers.findIndex((one) => one.tier === has);
  const reached = tiers.findLastIndex(({ entry }) => entry <= total);
  const kept = tiers.findLastIndex(({ keep }, i) => i <= rank && keep <= total);
  const lands = kept === rank || !softLanding ? kept : rank - 1;
  return (tiers[Math.max(reached, lands, 0)] as (typeof tiers)[number]).tier;
}
