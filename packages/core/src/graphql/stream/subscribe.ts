/**
 * The door for operations that are answered more than once. Whatever stream they lead to, its errors leave in the language of whoever
 * listens, and it ends with the engine.
 */
import type { Locale } from '../../model/label.ts';
import { type AnswerError, answerErrors } from '../execute/errors.ts';
import { type Executor, refused } from '../execute/execute.ts';
import type { OperationRequest } from '../execute/request.ts';
import { createLiveQueries } from '../live/live.ts';
import { hearingChoices } from './choices.ts';
import { createEventStreams } from './events.ts';
import { guarded } from './guarded.ts';
import { createLeaving } from './leaving.ts';
import type { StreamAnswer } from './queue.ts';
import { StreamError, type Streaming, type StreamKernel, type Subscribed } from './streaming.ts';

export interface Streams {
  subscribe(request: OperationRequest): Promise<Subscribed>;
  /** Ends every stream that is open. */
  close(): Promise<void>;
}

type Stream = AsyncIterableIterator<StreamAnswer>;

export function createStreams(kernel: StreamKernel, executor: Executor): Streams {
  const open = new Set<Stream>();
  const leaving = createLeaving();
  const hearing = hearingChoices(kernel, leaving.pluginsChanged);
  const live = createLiveQueries(hearing);
  const events = createEventStreams(hearing);

  return {
    async subscribe(request) {
      let locale: Locale = request.locale ?? request.actor?.locale ?? 'en';
      try {
        const { asked, reads } = await executor.admit(request, (l) => {
          locale = l;
        });
        if (!asked.ok) return { ok: false, answer: refused(asked.errors) };
        const { asking } = asked;
        const { node } = asking.operation;
        const streaming: Streaming = { kernel, asking, reads, again: () => again(executor, request) };
        const stream = (await live.subscribe(streaming)) ?? (await events.subscribe(streaming, request.after));
        if (stream === null) return { ok: false, answer: await executor.answer(reads, asking) };
        return {
          ok: true,
          operation: { type: node.operation, name: node.name?.value ?? null },
          stream: tracked(open, guarded(kernel.identities, request.actor, leaving.watched(streaming, stream)), (error) =>
            answerErrors({ kernel, locale }, error),
          ),
        };
      } catch (error) {
        return { ok: false, answer: refused(answerErrors({ kernel, locale }, error)) };
      }
    },
    async close() {
      await Promise.all([...open].map((stream) => stream.return?.()));
      await Promise.all([live.close(), events.close()]);
    },
  };
}

async function again(executor: Executor, request: OperationRequest): Promise<Pick<Streaming, 'asking' | 'reads'>> {
  const { asked, reads } = await executor.ask(request);
  if (!asked.ok) throw new StreamError(asked.errors, null);
  return { asking: asked.asking, reads };
}

/** The stream as its reader gets it. */
function tracked(open: Set<Stream>, inner: Stream, tell: (error: unknown) => readonly AnswerError[]): Stream {
  const outer: Stream = {
    async next() {
      try {
        const next = await inner.next();
        if (next.done) open.delete(outer);
        return next;
      } catch (error) {
        open.delete(outer);
        throw error instanceof StreamError ? error : new StreamError(tell(error), error);
      }
    },
    async return() {
      open.delete(outer);
      await inner.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => outer,
  };
  open.add(outer);
  return outer;
}
