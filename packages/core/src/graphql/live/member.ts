/**
 * One subscriber of a live query. It is asked for the next answer and gets the way from what it last got to what is now: whoever is slow
 * misses states, never the state, and nothing piles up for them.
 */
import type { StreamAnswer } from '../stream/queue.ts';
import type { LiveResult } from './result.ts';

export interface Member {
  readonly stream: AsyncIterableIterator<StreamAnswer>;
  /** There is a new result. */
  offer(): void;
  end(): void;
}

type Next = IteratorResult<StreamAnswer, undefined>;
const done: Next = { done: true, value: undefined };

/** @param current The newest result; null before the first. */
export function createMember(current: () => LiveResult | null, left: () => void): Member {
  const waiting: ((next: Next) => void)[] = [];
  let got: LiveResult | null = null;
  let isOver = false;

  function take(): StreamAnswer | null {
    const now = current();
    if (now === null || now === got) return null;
    const answer = got === null ? now.whole : now.after(got);
    got = now;
    return answer;
  }

  function end(): void {
    if (isOver) return;
    isOver = true;
    for (const resolve of waiting.splice(0)) resolve(done);
    left();
  }

  const stream: AsyncIterableIterator<StreamAnswer> = {
    next() {
      const value = isOver ? null : take();
      if (value) return Promise.resolve({ done: false, value });
      return isOver ? Promise.resolve(done) : new Promise((resolve) => waiting.push(resolve));
    },
    return() {
      end();
      return Promise.resolve(done);
    },
    [Symbol.asyncIterator]: () => stream,
  };

  return {
    stream,
    offer() {
      if (waiting.length === 0) return;
      const value = take();
      if (value) waiting.shift()?.({ done: false, value });
    },
    end,
  };
}
