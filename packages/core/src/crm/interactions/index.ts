/** Interactions: every contact between firm and customer, on any channel. */
import type { Noun } from '../common.ts';
import { participantsAreOwn, recordInteraction } from './commands.ts';
import * as events from './events.ts';
import { interactionContactFields, interactionFields, interactionsOfContact, interactionsOfCustomer } from './fields.ts';
import { contactOfAnother } from '../participants.ts';
import { interactionCount } from './queries.ts';

export const interactions: Noun = {
  model: [interactionFields, interactionContactFields, interactionsOfCustomer, interactionsOfContact],
  commands: [recordInteraction],
  events: [events.InteractionRecorded],
  refusals: [events.interactionInFuture, events.withoutParticipant, events.correctsAnother, contactOfAnother],
  hooks: [participantsAreOwn],
  queries: [interactionCount],
};

export { Interaction, InteractionContact } from './entities.ts';
export { interactionFields } from './fields.ts';
export { InteractionChannel, InteractionDirection, InteractionPhase } from './enums.ts';
export { InteractionRecorded } from './events.ts';
export { interactionCount, recordInteraction };
