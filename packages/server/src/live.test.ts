/** DATA-14: a live query goes out wherever a subscription does. */
import { createCustomer } from '@guanxi/core/crm';
import { createClient, type Client as SocketClient } from 'graphql-ws';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { serveCrm } from './testing/served-crm.fixture.ts';

const served = serveCrm();
const query = 'query @live { customers(orderBy: [{ code: ASC }]) { nodes { name } } }';
type Clerk = Awaited<ReturnType<ReturnType<typeof served>['t']['staff']>>;

let clerk: Clerk;
let token: string;
beforeEach(async () => {
  clerk = await (await served().t.another()).staff();
  token = served().tokens.for(clerk.actor);
});
const add = (code: string, name: string) => clerk.run(createCustomer, { name, kind: 'ORGANISATION', code, confirmNew: true });

/** Long, or telling all of it would be shorter than telling what differs. */
const long = '会展'.repeat(50);
const first = { data: { customers: { nodes: [{ name: long }] } }, extensions: { live: { revision: 1 } } };
const second = {
  data: null,
  extensions: { live: { revision: 2, patch: [{ op: 'add', path: '/customers/nodes/1', value: { name: '乙' } }] } },
};

let socket: SocketClient | undefined;
afterEach(() => socket?.dispose());

test('over a WebSocket', async () => {
  await add('L-1', long);
  socket = createClient({ url: served().url.replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams: { token } });
  const answers = socket.iterate({ query });
  expect((await answers.next()).value).toEqual(first);
  await add('L-2', '乙');
  expect((await answers.next()).value).toEqual(second);
  await answers.return?.();
});

test('as server-sent events, one line each', async () => {
  await add('L-1', long);
  const left = new AbortController();
  const response = await fetch(`${served().url}?query=${encodeURIComponent(query)}`, {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    signal: left.signal,
  });
  const answers = payloads(response);
  expect((await answers.next()).value).toEqual(first);
  await add('L-2', '乙');
  expect((await answers.next()).value).toEqual(second);
  left.abort();
});

test('where there is one answer only, it is a query', async () => {
  await add('L-1', long);
  const response = await fetch(served().url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  expect(await response.json()).toEqual({ data: first.data });
});

async function* payloads({ body }: Response): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body as ReadableStream<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const data = /^data: ?(.+)$/m.exec(text.slice(0, end))?.[1];
      text = text.slice(end + 2);
      if (data !== undefined) yield JSON.parse(data);
    }
  }
}
