/** How long whoever asked too much is to wait, where an answer says that. */
import type { OperationAnswer } from '../options.ts';

/** Seconds, as the header `Retry-After` has them. */
export function retryAfterIn(answer: OperationAnswer): string | null {
  if (answer.hasData) return null;
  const [error] = answer.parsed().errors ?? [];
  if (error?.extensions.code !== 'RATE_LIMITED') return null;
  const { retryAfter } = error.extensions['details'] as { readonly retryAfter: number };
  return String(retryAfter);
}
