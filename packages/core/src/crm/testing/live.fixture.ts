/** A client of a live query, as docs/live-queries.md tells to write one. */
import type { Actor, Engine } from '@guanxi/core';
import jsonPatch, { type Operation } from 'fast-json-patch';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by tests
type Json = any;

export interface Received {
  readonly data: Json;
  readonly errors?: Json;
  readonly extensions: { readonly live: { readonly revision: number; readonly patch?: readonly Operation[] } };
}

export interface LiveClient {
  /** The result after the next answer. */
  next(): Promise<Json>;
  readonly data: Json;
  readonly last: Received;
  /** The very object that was sent. */
  readonly sent: object;
  leave(): Promise<void>;
}

type Subscribes = Pick<Engine, 'subscribe'>;

/** Subscribed, with its first result. */
export async function liveClient(engine: Subscribes, actor: Actor, document: string, variables: object = {}): Promise<LiveClient> {
  const subscribed = await engine.subscribe({ document, variables: variables as Record<string, unknown>, actor });
  if (!subscribed.ok) throw new Error(subscribed.answer.text);
  const { stream } = subscribed;
  const client = {
    data: null as Json,
    last: null as unknown as Received,
    sent: {},
    async next() {
      const { value } = await stream.next();
      if (!value) throw new Error('it has ended');
      client.sent = value;
      client.last = JSON.parse(value.text);
      const { data, extensions } = client.last;
      const { patch } = extensions.live;
      client.data = patch ? jsonPatch.applyPatch(client.data, patch, true, false).newDocument : data;
      return client.data;
    },
    leave: async () => void (await stream.return?.()),
  };
  await client.next();
  return client;
}
