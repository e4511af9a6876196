/**
 * One state of a live query's answer, and how a client comes to it: by the whole, or by a patch from an earlier state. Every text is made
 * once, whoever is sent it.
 */
import type { StreamAnswer } from '../stream/queue.ts';
import { diff } from './diff.ts';

export interface LiveResult {
  readonly revision: number;
  /** As a query would be answered. */
  readonly text: string;
  readonly data: unknown;
  readonly hasErrors: boolean;
  /** For a client that has nothing yet, or nothing that this can be a patch of. */
  readonly whole: StreamAnswer;
  /** For a client whose last result was an earlier one; null where it would change nothing. */
  after(earlier: LiveResult): StreamAnswer | null;
}

/** Where clients look for it: beside `data` and `errors`, GraphQL leaves room for `extensions` only. */
const live = (revision: number, patch?: string): string =>
  `"extensions":{"live":{"revision":${revision}${patch === undefined ? '' : `,"patch":${patch}`}}}`;

export function liveResult(revision: number, text: string): LiveResult {
  const answers = new WeakMap<LiveResult, StreamAnswer | null>();
  let data: unknown;
  const result: LiveResult = {
    revision,
    text,
    get data() {
      data ??= (JSON.parse(text) as { readonly data?: unknown }).data ?? null;
      return data;
    },
    // Errors stand before data.
    hasErrors: text.startsWith('{"errors":'),
    whole: { text: `${text.slice(0, -1)},${live(revision)}}` },
    after(earlier) {
      const known = answers.get(earlier);
      if (known !== undefined) return known;
      const made = earlier.text === text ? null : from(earlier);
      answers.set(earlier, made);
      return made;
    },
  };

  function from(earlier: LiveResult): StreamAnswer {
    if (result.hasErrors || earlier.hasErrors) return result.whole;
    const patch = JSON.stringify(diff(earlier.data, result.data));
    return patch.length < text.length ? { text: `{"data":null,${live(revision, patch)}}` } : result.whole;
  }
  return result;
}
