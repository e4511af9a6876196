/** Occasions and gestures: what is remembered of people beside what they buy (LOY-04). */
import type { Noun } from '../common.ts';
import { recordGesture, recordOccasion, removeOccasion } from './commands.ts';
import * as events from './events.ts';
import { gestureFields, occasionFields, occasionsOfCustomer } from './fields.ts';
import { occasionsBetween } from './queries.ts';

export const occasions: Noun = {
  model: [occasionFields, gestureFields, occasionsOfCustomer],
  commands: [recordOccasion, removeOccasion, recordGesture],
  refusals: [events.occasionInFuture, events.gestureInFuture, events.contactOfAnother, events.occasionOfAnother],
  queries: [occasionsBetween],
};

export { LoyaltyGesture, LoyaltyOccasion } from './entities.ts';
export { GestureKind, OccasionKind } from './enums.ts';
export { gestureFields, occasionFields } from './fields.ts';
export { recordGesture, recordOccasion, removeOccasion };
