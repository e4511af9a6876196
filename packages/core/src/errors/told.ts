/** Which of the engine's errors may leave the house: the texts of all others name addresses, directories, statements or plugins (A32). */
import { errorTexts, GuanxiError } from '../errors.ts';

const told = new Set([
  'BAD_INPUT',
  'NOT_FOUND',
  'FORBIDDEN',
  'PURPOSE_REQUIRED',
  'CONFLICT',
  'ILLEGAL_STATE',
  'LIMIT_EXCEEDED',
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
  'DUPLICATE',
  'REFERENCED',
  'KEY_REUSED',
  'CURSOR_INVALID',
  'AS_OF_IN_FUTURE',
  'AS_OF_BEFORE_CREATION',
  'AS_OF_RELATED',
  'HISTORY_NONE',
  'RESYNC',
  'SLOW_CONSUMER',
  'DEVICE_UNKNOWN',
  'DEVICE_REVOKED',
  'SYNC_UNSUPPORTED',
  'ENGINE_CLOSED',
]);

/** Whether callers may be told it as it is. What a plugin declared as its refusal was made for them. */
export const isTold = (error: unknown): error is GuanxiError =>
  error instanceof GuanxiError && (told.has(error.code) || !(error.code in errorTexts));
