/** Rewards: a catalogue with stock and prices in points, and what becomes of each redemption. */
import type { Noun } from '../common.ts';
import * as events from './events.ts';
import { redemptionFields, redemptionsOfCustomer, rewardFields } from './fields.ts';
import { cancelRedemption, confirmRedemption, giveUpReservation, reserveReward } from './redemption-commands.ts';
import { defineReward, updateReward } from './reward-commands.ts';

export const rewards: Noun = {
  model: [rewardFields, redemptionFields, redemptionsOfCustomer],
  commands: [defineReward, updateReward, reserveReward, confirmRedemption, cancelRedemption, giveUpReservation],
  events: [events.RewardReserved, events.RewardConfirmed, events.RewardCancelled],
  refusals: [events.outOfStock, events.notAvailable, events.notForTier, events.alreadyDecided, events.endsBeforeStart],
};

export { LoyaltyRedemption, LoyaltyReward } from './entities.ts';
export { RedemptionState } from './enums.ts';
export { RewardCancelled, RewardConfirmed, RewardReserved } from './events.ts';
export { redemptionFields, rewardFields } from './fields.ts';
export { cancelRedemption, confirmRedemption, defineReward, reserveReward, updateReward };
