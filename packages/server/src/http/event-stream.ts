/**
 * Server-sent events, a request for each operation ("distinct connections" of graphql-sse; browsers' EventSource by GET): an answer is a
 * `next`, the end a `complete`. A subscription's events have their cursor as `id`, so that an EventSource that lost its connection goes on
 * where it was, by `Last-Event-ID`.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Actor, StreamAnswer } from '@guanxi/core';
import { identify } from '../identity.ts';
import type { Served } from '../options.ts';
import { watchIdentity } from '../reauthentication.ts';
import { isStream, readOperation, streamErrors } from '../streams.ts';
import { isPreflighted, notJson } from './admission.ts';
import { refusalOf } from './errors.ts';
import { note, type RequestEntry } from './request-log.ts';
import { retryAfterIn } from './retry-after.ts';
import { sendJson, sendRefusal } from './send.ts';
import { type StreamRequest, streamRequest } from './stream-request.ts';

export interface EventStreams {
  (request: IncomingMessage, response: ServerResponse, entry: RequestEntry): Promise<void>;
  /** Ends all that are open, without a `complete`: their clients come back with the last id they have. */
  close(): Promise<void>;
}

type Stream = AsyncIterableIterator<StreamAnswer>;

/** First of all: some clients name it last, for what they do not know to be one answer. */
export const wantsEventStream = ({ headers }: IncomingMessage): boolean =>
  headers.accept?.trimStart().startsWith('text/event-stream') ?? false;

export function eventStreams(served: Served): EventStreams {
  const open = new Set<() => Promise<void>>();
  let isClosing = false;

  async function handle(request: IncomingMessage, response: ServerResponse, entry: RequestEntry): Promise<void> {
    if (request.method === 'POST' && !isPreflighted(request.headers['content-type'] ?? '')) return sendRefusal(response, notJson);
    let asked: StreamRequest;
    let actor: Actor;
    try {
      actor = await identify(served, request);
      asked = await streamRequest(request, served);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.status === 401) response.setHeader('www-authenticate', 'Bearer');
      return sendRefusal(response, refusal);
    }
    const read = readOperation(asked.document, asked.operationName);
    if (request.method === 'GET' && read?.operation.operation === 'mutation')
      return sendRefusal(response, { status: 405, code: 'BAD_INPUT', message: 'Only queries and subscriptions can be sent by GET.' });
    const { engine } = served;
    const after = request.headers['last-event-id'];
    const subscribed =
      read !== null && isStream(read)
        ? await engine.subscribe({ ...asked, actor, after: typeof after === 'string' && after !== '' ? after : undefined })
        : ({ ok: false, answer: await engine.execute({ ...asked, actor }) } as const);
    const seconds = subscribed.ok ? null : retryAfterIn(subscribed.answer);
    if (!subscribed.ok && seconds !== null) {
      note(entry, subscribed.answer);
      return sendJson(response.setHeader('retry-after', seconds), 429, subscribed.answer.parsed());
    }
    if (isClosing && subscribed.ok) return void (await subscribed.stream.return?.());
    begin(response);
    if (!subscribed.ok) {
      note(entry, subscribed.answer);
      return void response.end(next(subscribed.answer) + complete);
    }
    entry.operation = subscribed.operation;
    const stop = keepUp(served, request, response, actor, subscribed.stream);
    const end = async (): Promise<void> => {
      stop();
      response.end();
      await subscribed.stream.return?.();
    };
    open.add(end);
    try {
      await pour(subscribed.stream, response);
    } finally {
      open.delete(end);
      stop();
    }
  }

  return Object.assign(handle, {
    async close() {
      isClosing = true;
      await Promise.all([...open].map((end) => end()));
    },
  });
}

function begin(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // For proxies that would gather answers before they pass them on.
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
}

/** Data must be one line; line breaks are between JSON's tokens only, for inside its strings they are escaped. */
const next = ({ text, cursor }: Pick<StreamAnswer, 'text' | 'cursor'>): string =>
  `event: next\n${cursor === undefined ? '' : `id: ${cursor}\n`}data: ${text.includes('\n') ? text.replaceAll('\n', ' ') : text}\n\n`;
const complete = 'event: complete\ndata:\n\n';

/** As fast as its reader takes it; a reader who is too slow is the stream's concern. */
async function pour(stream: Stream, response: ServerResponse): Promise<void> {
  const left = new Promise<void>((resolve) => response.once('close', resolve));
  response.once('close', () => void stream.return?.());
  try {
    for await (const answer of stream) {
      if (!response.write(next(answer))) await Promise.race([left, new Promise<void>((resolve) => response.once('drain', resolve))]);
    }
    if (!response.writableEnded) response.end(complete);
  } catch (error) {
    response.end(next({ text: JSON.stringify({ errors: streamErrors(error) }) }) + complete);
  }
}

/** Signs of life, and whether the caller is still who they were. Answers how to stop. */
function keepUp(served: Served, request: IncomingMessage, response: ServerResponse, actor: Actor, stream: Stream): () => void {
  const beat = setInterval(() => response.write(':\n\n'), served.heartbeatMs);
  beat.unref();
  const stopWatching = watchIdentity(served, {
    actor,
    identify: () => identify(served, request),
    lost(code) {
      // The engine's own stream may have said so already.
      if (response.writableEnded) return;
      const message = code === 'RIGHTS_CHANGED' ? 'Your rights have changed: subscribe again.' : 'Say who you are again.';
      response.end(next({ text: JSON.stringify({ errors: [{ message, extensions: { code } }] }) }) + complete);
      void stream.return?.();
    },
  });
  return () => {
    clearInterval(beat);
    stopWatching();
  };
}
