/** DATA-14 over a WebSocket: who is let in and how long, what is cut off, and how it ends. */
import { once } from 'node:events';
import { type Actor, globalId, type Id } from '@guanxi/core';
import { createCustomer, updateCustomer } from '@guanxi/core/crm';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { createServer, type ServerOptions } from '../index.ts';
import { serveCrm } from '../testing/served-crm.fixture.ts';

const crm = serveCrm();
let actor: Actor;
let rename: (name: string) => Promise<unknown>;
let customer: Id<'Customer'>;
let id = '';
const query = 'subscription ($id: ID!) { customerChanged(id: $id) { cursor version customer { name } } }';

beforeAll(async () => {
  const clerk = await crm().t.staff();
  ({ actor } = clerk);
  ({ customer } = await clerk.run(createCustomer, { name: '0', kind: 'ORGANISATION' }));
  id = globalId('cus', customer);
  rename = (name) => clerk.run(updateCustomer, { customer, set: { name } });
});

/** A server of its own over the engine of all, which it does not close. */
async function serve(options: Partial<ServerOptions> = {}): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { engine } = crm().t;
  const shared = {
    ...engine,
    as: engine.as,
    close: async () => undefined,
    async subscribe(request: Parameters<typeof engine.subscribe>[0]) {
      const answer = await engine.subscribe(request);
      setImmediate(() => begun());
      return answer;
    },
  };
  const server = createServer(shared, { authenticate: () => actor, port: 0, shutdownTimeoutMs: 2_000, ...options });
  onTestFinished(() => server.close());
  return { ...(await server.listen()), close: server.close };
}

interface Message {
  readonly id?: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: messages are looked into by tests
  readonly payload?: any;
}
/** The protocol by hand. */
async function open(url: string): Promise<{
  readonly socket: WebSocket;
  readonly closed: Promise<readonly [number, string]>;
  subscribe(name: string, document?: string): void;
  next(): Promise<Message>;
}> {
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
  const closed = once(socket, 'close').then(([code, reason]) => [Number(code), String(reason)] as const);
  const messages: Message[] = [];
  let heard = (): void => undefined;
  socket.on('message', (data) => {
    messages.push(JSON.parse(String(data)));
    heard();
  });
  const next = async (): Promise<Message> => {
    while (messages.length === 0) await new Promise<void>((resolve) => (heard = resolve));
    return messages.shift() as Message;
  };
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init' }));
  expect((await next()).type).toBe('connection_ack');
  return {
    socket,
    closed,
    next,
    subscribe: (name, document = query) =>
      socket.send(JSON.stringify({ id: name, type: 'subscribe', payload: { query: document, variables: { id } } })),
  };
}
/** Resolves when the server has it. */
let begun: () => void = () => undefined;
async function subscribed(client: Awaited<ReturnType<typeof open>>, name: string): Promise<void> {
  const has = new Promise<void>((resolve) => {
    begun = resolve;
  });
  client.subscribe(name);
  await has;
}

describe('WebSocket', () => {
  test('an answer arrives as the engine wrote it, under an id that looks like one', async () => {
    const { url } = await serve();
    const client = await open(url);
    const odd = '"},"payload":{"\\u0000';
    await subscribed(client, odd);
    await rename('一"二');
    expect(await client.next()).toMatchObject({
      id: odd,
      type: 'next',
      payload: { data: { customerChanged: { customer: { name: '一"二' } } } },
    });
    client.socket.close();
  });

  test('so many operations at once, and no more', async () => {
    const { url } = await serve({ maxSubscriptions: 2 });
    const client = await open(url);
    await subscribed(client, 'a');
    client.subscribe('b');
    client.subscribe('c');
    expect(await client.next()).toMatchObject({ id: 'c', type: 'error', payload: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] });
    client.socket.close();
  });

  test('what is refused is an error with its code; the connection goes on', async () => {
    const { url } = await serve();
    const client = await open(url);
    client.subscribe('a', 'subscription { customerChanged(id: "cus_0") { cursor } }');
    expect(await client.next()).toMatchObject({ id: 'a', type: 'error', payload: [{ extensions: { code: 'NOT_FOUND' } }] });
    client.subscribe('b', '{ __typename }');
    expect(await client.next()).toMatchObject({ id: 'b', payload: { data: { __typename: 'Query' } } });
    client.socket.close();
  });

  test.each([
    ['a token that has expired', null, 'UNAUTHENTICATED'],
    ['a right that was revoked', ['crm:contacts:read'], 'RIGHTS_CHANGED'],
  ])('A28 %s: closed with 4403, and no further event', async (_what, permissions, reason) => {
    let now: Actor | null = actor;
    const { url } = await serve({ authenticate: () => now, reauthenticateMs: 20 });
    const client = await open(url);
    await subscribed(client, 'a');
    now = permissions && { ...actor, permissions };
    expect(await client.closed).toEqual([4403, reason]);
  });

  test('A28 a service for identities that fails once throws nobody out', async () => {
    let calls = 0;
    const asked = new Promise<void>((resolve) => {
      authenticate = () => {
        calls += 1;
        if (calls === 2) throw new Error('away');
        if (calls === 4) resolve();
        return actor;
      };
    });
    const { url } = await serve({ authenticate: () => authenticate(), reauthenticateMs: 10 });
    const client = await open(url);
    await subscribed(client, 'a');
    await asked;
    await rename('still there');
    expect(await client.next()).toMatchObject({ type: 'next' });
    client.socket.close();
  });

  test('F15 who does not read is told 1013 and cut off, since they would not read that either', async () => {
    const cutOff = new Promise<string>((resolve) => {
      warn = resolve;
    });
    const { url } = await serve({ maxBufferedBytes: 0, logger: { info() {}, warn: (message) => warn(message), error() {} } });
    const client = await open(url);
    client.socket.pause();
    const long = '{ __schema { types { name description fields { name description args { name description } } } } }';
    for (let i = 0; i < 90; i += 1) client.subscribe(`q${i}`, long);
    expect(await cutOff).toMatch(/too slow/);
    client.socket.terminate();
  });

  test('shutdown closes with 1001, streams or not', async () => {
    const { url, close } = await serve();
    const client = await open(url);
    await subscribed(client, 'a');
    await close();
    expect((await client.closed)[0]).toBe(1001);
  });
});

let authenticate: () => Actor | null = () => actor;
let warn: (message: string) => void = () => undefined;
