import type { Sink, Client as Socket } from 'graphql-ws';
import { Client, fetchExchange, gql, type OperationResult } from 'urql';
import { expect, test } from 'vitest';
import { liveExchange } from './live-exchange.ts';
import type { LiveMessage } from './whole-results.ts';

/** A socket whose other end is the test. */
function standIn() {
  const open: { readonly query: string; readonly sink: Sink<never> }[] = [];
  const socket = {
    subscribe({ query }: { readonly query: string }, sink: Sink<never>) {
      const entry = { query, sink };
      open.push(entry);
      return () => void open.splice(open.indexOf(entry), 1);
    },
  };
  const send = (message: LiveMessage): void => open[0]?.sink.next(message as never);
  return { open, send, socket: socket as unknown as Socket };
}

function board() {
  const { open, send, socket } = standIn();
  const fetched: string[] = [];
  const client = new Client({
    url: 'http://127.0.0.1/graphql',
    preferGetMethod: false,
    fetch: async (_url, init) => {
      fetched.push(String(init?.body));
      return new Response('{"data":{"a":1}}', { headers: { 'content-type': 'application/json' } });
    },
    exchanges: [liveExchange(socket), fetchExchange],
  });
  const results: OperationResult[] = [];
  const { unsubscribe } = client
    .query(gql('query Board @live { customers { nodes { id name } } }'), {})
    .subscribe((result) => void results.push(result));
  return { open, send, fetched, client, results, unsubscribe, last: () => results.at(-1) };
}

const whole = { data: { customers: { nodes: [{ id: 'a', name: '甲' }] } }, extensions: { live: { revision: 1 } } };
const renamed: LiveMessage = {
  data: null,
  extensions: { live: { revision: 2, patch: [{ op: 'replace', path: '/customers/nodes/0/name', value: '乙' }] } },
};
const opened = () => Promise.resolve();

test('a live query goes over the socket, and whoever asks sees whole results only', async () => {
  const { send, open, fetched, last, results } = board();
  await opened();
  expect(open[0]?.query).toContain('@live');
  send(whole);
  const first = last()?.data;
  send(renamed);
  expect(results.map((r) => r.data.customers.nodes[0].name)).toEqual(['甲', '乙']);
  expect(first).toEqual(whole.data);
  expect(last()?.error).toBeUndefined();
  expect(fetched).toEqual([]);
});

test('errors of one run are gone with the next that has none; after a reconnection it begins with the whole', async () => {
  const { send, last } = board();
  await opened();
  send(whole);
  send({ data: null, errors: [{ message: 'too large' }], extensions: { live: { revision: 2 } } });
  expect(last()?.error?.message).toContain('too large');
  send(whole);
  expect(last()).toMatchObject({ error: undefined, data: whole.data });
  send(renamed);
  send(whole);
  expect(last()?.data).toEqual(whole.data);
});

test('who looks no longer leaves the socket; what is not live goes by HTTP', async () => {
  const { open, fetched, client, unsubscribe } = board();
  await opened();
  unsubscribe();
  expect(open).toEqual([]);
  expect((await client.query(gql('{ a }'), {})).data).toEqual({ a: 1 });
  expect(fetched).toHaveLength(1);
});
