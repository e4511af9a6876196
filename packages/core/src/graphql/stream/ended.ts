/** A stream that somebody else may end: its reader gets the reason next, and what was waiting is dropped. */
import type { StreamAnswer } from './queue.ts';

export type Stream = AsyncIterableIterator<StreamAnswer>;

/** @param watch Begins to look for a reason, and answers with how to stop looking. */
export function endedBy(watch: (end: (reason: Error) => void) => () => void, inner: Stream): Stream {
  let reason: Error | null = null;
  let isTold = false;
  const stop = watch((found) => {
    reason = found;
    // Whoever waits for the next answer is let go by that.
    void inner.return?.();
  });
  const outer: Stream = {
    async next() {
      try {
        const next = await inner.next();
        if (next.done) stop();
        if (reason === null || isTold) return next;
      } catch (error) {
        stop();
        if (reason === null) throw error;
      }
      isTold = true;
      throw reason;
    },
    async return() {
      stop();
      isTold = true;
      await inner.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => outer,
  };
  return outer;
}
