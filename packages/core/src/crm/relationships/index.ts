/** Relationships: what the firm has with customers, and customers with each other. */
import type { Noun } from '../common.ts';
import { createRelationship, endRelationship, updateRelationship } from './commands.ts';
import { bothParties } from './entities.ts';
import * as events from './events.ts';
import { relationshipFields, relationshipsOfCustomer } from './fields.ts';
import { noCircleByMerging } from './merges.ts';
import { ownRules, relationshipRules } from './points.ts';
import { customerHierarchy, relationshipsOf } from './queries.ts';
import { relationshipTypes } from './types.ts';

export const relationships: Noun = {
  model: [relationshipFields, relationshipsOfCustomer, bothParties, relationshipRules, ...ownRules],
  commands: [createRelationship, updateRelationship, endRelationship],
  events: [events.RelationshipCreated, events.RelationshipUpdated, events.RelationshipEnded],
  refusals: [
    events.withItself,
    events.needsFrom,
    events.needsContract,
    events.endsBeforeStart,
    events.endWithoutReason,
    events.sameAgain,
    events.onlyOne,
    events.closesCircle,
    events.hasEnded,
    events.noHierarchy,
  ],
  hooks: [noCircleByMerging],
  queries: [relationshipsOf, customerHierarchy, relationshipTypes],
};

export { Relationship } from './entities.ts';
export { relationshipFields } from './fields.ts';
export { HierarchyDirection, RelationshipType } from './enums.ts';
export { RelationshipCreated, RelationshipEnded, RelationshipUpdated } from './events.ts';
export type { RelationshipRule } from './rules.ts';
export {
  createRelationship,
  customerHierarchy,
  endRelationship,
  relationshipRules,
  relationshipsOf,
  relationshipTypes,
  updateRelationship,
};
