/** A stream that was opened by somebody whose rights are data ends when they have other rights, or none (A28). */
import type { Actor } from '../../access/actor.ts';
import { GuanxiError } from '../../errors.ts';
import type { Identities } from '../../write/identities.ts';
import type { StreamAnswer } from './queue.ts';

type Stream = AsyncIterableIterator<StreamAnswer>;

/** Its reader gets the reason next; what was waiting is dropped. */
export function guarded(identities: Identities, actor: Actor, inner: Stream): Stream {
  if (!actor.principal) return inner;
  let reason: GuanxiError | null = null;
  let isTold = false;
  const stop = identities.watch(actor, (code) => {
    reason = new GuanxiError(code);
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
