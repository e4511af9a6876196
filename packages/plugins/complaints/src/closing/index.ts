/** Closing: by the customer's word or after documented attempts, and not for ever. */
import type { Noun } from '../common.ts';
import { closeComplaint, recordConfirmationAttempt, reopenComplaint } from './commands.ts';
import * as events from './events.ts';
import { attemptFields, attemptsOfCase } from './fields.ts';

export const closing: Noun = {
  model: [attemptFields, attemptsOfCase],
  commands: [recordConfirmationAttempt, closeComplaint, reopenComplaint],
  events: [events.ConfirmationAttempted, events.ComplaintClosed, events.ComplaintReopened],
  refusals: [events.unconfirmed, events.ownEscalated, events.outcomeMissing, events.notClosed],
};

export { ConfirmationAttempt } from './entities.ts';
export { ComplaintClosed, ComplaintReopened, ConfirmationAttempted } from './events.ts';
export { closeComplaint, recordConfirmationAttempt, reopenComplaint };
