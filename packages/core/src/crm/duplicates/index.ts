/** Duplicates: found before they are made, merged, and merges undone. */
import type { Noun } from '../common.ts';
import * as events from './events.ts';
import { customerMergeFields } from './fields.ts';
import { mergeCustomers, unmergeCustomers } from './merge.ts';
import { matchCustomer } from './queries.ts';

export const duplicates: Noun = {
  model: [customerMergeFields],
  commands: [mergeCustomers, unmergeCustomers],
  events: [events.CustomerMerged, events.CustomerUnmerged],
  refusals: [
    events.possibleDuplicate,
    events.mergeWithItself,
    events.mergeOfKinds,
    events.mergeOfMerged,
    events.notMerged,
    events.laterMerge,
    events.editedSinceMerge,
  ],
  queries: [matchCustomer],
};

export { CustomerMerge } from './entities.ts';
export { customerMergeFields } from './fields.ts';
export { MatchReason } from './enums.ts';
export { CustomerMerged, CustomerUnmerged } from './events.ts';
export { matchCustomer, mergeCustomers, unmergeCustomers };
