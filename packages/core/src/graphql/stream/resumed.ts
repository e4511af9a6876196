/**
 * A stream that begins in the past: pages of the log as its reader asks for them, then the live queue. The two meet at a position, in one
 * step: what the channel had heard by then was read from the log, and what it hears afterwards is for the queue.
 */
import type { StreamAnswer } from './queue.ts';

type Stream = AsyncIterableIterator<StreamAnswer>;

export interface Page {
  readonly answers: readonly StreamAnswer[];
  /** The live queue has joined; there are no more pages. */
  readonly isAtHead: boolean;
}
export interface Past {
  /** The next answers of the log. */
  page(): Promise<Page>;
  readonly live: Stream;
}

export function resumed({ page, live }: Past): Stream {
  let answers: StreamAnswer[] = [];
  let isLive = false;
  let isOver = false;

  const stream: Stream = {
    async next() {
      try {
        while (!isLive && !isOver && answers.length === 0) {
          const read = await page();
          answers = [...read.answers];
          isLive = read.isAtHead;
        }
      } catch (error) {
        await stream.return?.();
        throw error;
      }
      const value = isOver ? undefined : answers.shift();
      return value ? { done: false, value } : live.next();
    },
    async return() {
      isOver = true;
      await live.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}
