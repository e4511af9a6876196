/** Which of the engine's codes callers get to see. */

/** Those that tell the caller of a command what to do differently; whatever else has a code of ours is the house on fire. */
export const userCodes: ReadonlySet<string> = new Set([
  'BAD_INPUT',
  'NOT_FOUND',
  'FORBIDDEN',
  'PURPOSE_REQUIRED',
  'CONFLICT',
  'ILLEGAL_STATE',
  'LIMIT_EXCEEDED',
  'DUPLICATE',
  'REFERENCED',
  'KEY_REUSED',
  'RESYNC',
]);

/** Those that may leave the house: the texts of all others name addresses, directories, statements or plugins (A32). */
export const toldCodes: ReadonlySet<string> = new Set([
  ...userCodes,
  'RATE_LIMITED',
  'UNAUTHENTICATED',
  'RIGHTS_CHANGED',
  'PERSISTED_QUERY_NOT_FOUND',
  'DOCUMENT_NOT_TRUSTED',
  'PLUGIN_UNAVAILABLE',
  'STATEMENT_TIMEOUT',
  'LOCK_TIMEOUT',
  'COMMIT_UNKNOWN',
  'AFTER_COMMIT_FAILED',
  'CURSOR_INVALID',
  'AS_OF_IN_FUTURE',
  'AS_OF_BEFORE_CREATION',
  'AS_OF_RELATED',
  'HISTORY_NONE',
  'SLOW_CONSUMER',
  'DEVICE_UNKNOWN',
  'DEVICE_REVOKED',
  'SYNC_UNSUPPORTED',
  'ENGINE_CLOSED',
  'UNAVAILABLE',
]);

/** The database is away or full: callers are told UNAVAILABLE, operators read in the log what it is. */
export const awayCodes: ReadonlySet<string> = new Set(['DATABASE_UNREACHABLE', 'DATABASE_LOST', 'DATABASE_FULL']);
