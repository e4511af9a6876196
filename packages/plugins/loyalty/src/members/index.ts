/** Members: who takes part. */
import type { Noun } from '../common.ts';
import { enrolMember, joinTierScheme, leaveTierScheme } from './commands.ts';
import * as events from './events.ts';
import { accountFields, accountOfCustomer, membershipFields } from './fields.ts';
import { membersMerged, membersUnmerged } from './merging.ts';

export const members: Noun = {
  model: [accountFields, membershipFields, accountOfCustomer],
  commands: [enrolMember, joinTierScheme, leaveTierScheme],
  events: [events.MemberEnrolled],
  refusals: [events.alreadyMember, events.memberMerged, events.sinceInFuture, events.notInScheme],
  hooks: [membersMerged, membersUnmerged],
};

export { LoyaltyAccount, LoyaltyMembership } from './entities.ts';
export { AccountStatus, LoyaltyTier } from './enums.ts';
export { MemberEnrolled } from './events.ts';
export { accountFields, membershipFields } from './fields.ts';
export { enrolMember, joinTierScheme, leaveTierScheme };
