/** One run of a live query: the answer as a query would be given, and what it depends on. */
import type { AnswerError } from '../execute/errors.ts';
import { answer } from '../execute/execute.ts';
import type { Reads } from '../execute/reads.ts';
import type { Asking } from '../execute/request.ts';
import { withDerived } from '../translate/reader.ts';
import type { Run } from './group.ts';
import { everything, type Interest, interestIn } from './interest.ts';

export async function readLive({ asking, reads }: { readonly asking: Asking; readonly reads: Reads }): Promise<Run> {
  const { text, parsed } = await answer(reads, { ...asking, via: 'LIVE' }, false);
  const errors = text.startsWith('{"errors":') ? (parsed().errors ?? []) : [];
  return { text, interest: interestOf(asking, reads), isPassing: arePassing(errors) };
}

/** Where there is no answer but errors. */
export const failedRun = (errors: readonly AnswerError[]): Run => ({
  text: JSON.stringify({ errors, data: null }),
  interest: everything,
  isPassing: arePassing(errors),
});

/** What a database that was away, or busy, leaves in an answer. */
const passing = new Set(['INTERNAL', 'STATEMENT_TIMEOUT', 'LOCK_TIMEOUT']);
const arePassing = (errors: readonly AnswerError[]): boolean => errors.some(({ extensions }) => passing.has(extensions.code));

function interestOf(asking: Asking, reads: Reads): Interest {
  const { kernel, facts, decode } = asking;
  try {
    const { plan, derived, rest } = reads.query(asking, false);
    return rest.isWhole ? interestIn(kernel.model, plan, withDerived(facts.variables, derived, decode)) : everything;
  } catch {
    // What cannot be planned as a whole was answered field by field.
    return everything;
  }
}
