/** Tiers: schemes, what members have, why, and what comes next. */
import type { Noun } from '../common.ts';
import * as events from './events.ts';
import { manualTierFields, schemeFields, schemeTierFields, spellFields, tiersOfCustomer } from './fields.ts';
import { endManualTier, grantTier } from './manual-commands.ts';
import { nextTier, tierForecast, whyTier } from './queries.ts';
import { recalculateLoyalty, reviewTiers } from './review.ts';
import { activateTierScheme, defineTierScheme, retireTierScheme } from './scheme-commands.ts';

export const tiers: Noun = {
  model: [schemeFields, schemeTierFields, manualTierFields, spellFields, tiersOfCustomer],
  commands: [defineTierScheme, activateTierScheme, retireTierScheme, grantTier, endManualTier, recalculateLoyalty],
  events: [events.TierChanged],
  refusals: [
    events.thresholdsNotRising,
    events.keepAboveEntry,
    events.lowestNotFree,
    events.tierTwice,
    events.schemeIncomplete,
    events.schemeNotDraft,
    events.schemeNotActive,
    events.twoSchemes,
    events.manualWithoutEnd,
    events.manualNotHigher,
    events.tierNotInScheme,
  ],
  queries: [nextTier, whyTier, tierForecast],
  jobs: [reviewTiers],
};

export { LoyaltyManualTier, LoyaltyScheme, LoyaltySchemeTier, LoyaltyTierSpell } from './entities.ts';
export { QualificationPeriod, SchemeState, TierBasis, TierCause } from './enums.ts';
export { TierChanged } from './events.ts';
export { manualTierFields, schemeFields, schemeTierFields, spellFields } from './fields.ts';
export { activateTierScheme, defineTierScheme, endManualTier, grantTier, recalculateLoyalty, retireTierScheme };
