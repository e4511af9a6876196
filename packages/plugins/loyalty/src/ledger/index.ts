/** The ledger of points, in double entry. */
import type { Noun } from '../common.ts';
import { adjustPoints } from './adjust.ts';
import { awardPoints } from './award.ts';
import * as events from './events.ts';
import { expirePoints, writeOffExpired } from './expire.ts';
import { entryFields, ledgerOfCustomer, lotFields, postingFields } from './fields.ts';
import { loyaltyLiability } from './liability.ts';
import { redeemPoints } from './redeem.ts';
import { transferPoints } from './transfer.ts';

export const ledger: Noun = {
  model: [lotFields, entryFields, postingFields, ledgerOfCustomer],
  commands: [awardPoints, redeemPoints, adjustPoints, transferPoints, writeOffExpired],
  events: [events.PointsChanged],
  refusals: [events.tooFewPoints, events.pointsExpired, events.keyReused, events.transferToSelf, events.adjustNothing],
  queries: [loyaltyLiability],
  jobs: [expirePoints],
};

export { LoyaltyEntry, LoyaltyLot, LoyaltyPosting } from './entities.ts';
export { EntryKind, LedgerBook } from './enums.ts';
export { PointsChanged } from './events.ts';
export { entryFields, lotFields, postingFields } from './fields.ts';
export { adjustPoints, awardPoints, redeemPoints, transferPoints, writeOffExpired };
