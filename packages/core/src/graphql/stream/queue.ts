/**
 * What waits between the log and one subscriber. It is bounded: who takes less than they are sent is cut off and goes on from the cursor of
 * the last answer they have, instead of filling the memory of the process.
 */
import { GuanxiError } from '../../errors.ts';

/** A whole execution result as JSON text. One object is shared by all equal subscribers, so that a transport can serialise it once. */
export interface StreamAnswer {
  readonly text: string;
  /** Where in the log it is, for transports that can say it beside the answer. */
  readonly cursor?: string;
}

export interface Queue {
  push(answer: StreamAnswer): void;
  /** The reader gets this error next; what was waiting is dropped. */
  fail(error: unknown): void;
  /** The reader gets what is waiting, and then the end. */
  end(): void;
  /** Nothing is taken any more. */
  readonly isOver: boolean;
  readonly iterator: AsyncIterableIterator<StreamAnswer>;
}

export interface QueueOptions {
  /** Answers that may wait. One more fails it with SLOW_CONSUMER. */
  readonly limit: number;
  /** Called once, whichever side ended it. */
  readonly onEnd: () => void;
}

type Next = IteratorResult<StreamAnswer, undefined>;
interface Taker {
  readonly resolve: (next: Next) => void;
  readonly reject: (error: unknown) => void;
}
const done: Next = { done: true, value: undefined };

/** @example const queue = createQueue({ limit: 100, onEnd: () => group.leave(queue) }); */
export function createQueue({ limit, onEnd }: QueueOptions): Queue {
  const waiting: StreamAnswer[] = [];
  const takers: Taker[] = [];
  let isOver = false;
  let failure: { readonly error: unknown } | null = null;

  function over(): void {
    isOver = true;
    onEnd();
  }

  function fail(error: unknown): void {
    if (isOver) return;
    waiting.length = 0;
    const [first, ...others] = takers.splice(0);
    if (first) first.reject(error);
    else failure = { error };
    for (const taker of others) taker.resolve(done);
    over();
  }

  const iterator: AsyncIterableIterator<StreamAnswer> = {
    next() {
      if (failure) {
        const { error } = failure;
        failure = null;
        return Promise.reject(error);
      }
      const value = waiting.shift();
      if (value) return Promise.resolve({ done: false, value });
      return isOver ? Promise.resolve(done) : new Promise((resolve, reject) => takers.push({ resolve, reject }));
    },
    return() {
      waiting.length = 0;
      failure = null;
      if (!isOver) {
        for (const taker of takers.splice(0)) taker.resolve(done);
        over();
      }
      return Promise.resolve(done);
    },
    [Symbol.asyncIterator]: () => iterator,
  };

  return {
    push(answer) {
      if (isOver) return;
      const taker = takers.shift();
      if (taker) taker.resolve({ done: false, value: answer });
      else if (waiting.length < limit) waiting.push(answer);
      else fail(new GuanxiError('SLOW_CONSUMER', { waiting: waiting.length }));
    },
    fail,
    end() {
      if (isOver) return;
      for (const taker of takers.splice(0)) taker.resolve(done);
      over();
    },
    get isOver() {
      return isOver;
    },
    iterator,
  };
}
