/** Sessions: where somebody is signed in. */
import type { Noun } from '../common.ts';
import { revokeAllSessions, revokeSession } from './commands.ts';
import { SessionRevoked, sessionsOfOthers, sessionsOfWhom } from './events.ts';
import { sessionFields } from './fields.ts';

export const sessions: Noun = {
  model: [sessionFields],
  commands: [revokeSession, revokeAllSessions],
  events: [SessionRevoked],
  refusals: [sessionsOfWhom, sessionsOfOthers],
};

export { Session } from './entities.ts';
export { SessionRevoked } from './events.ts';
export { sessionFields } from './fields.ts';
export { revokeAllSessions, revokeSession };
