/** GraphQL over WebSocket: who may connect, and what an operation gets. */
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { serve } from '../testing/served.fixture.ts';
import { openSocket } from '../testing/socket.fixture.ts';

const protocol = 'graphql-transport-ws';

/** The code with which the server closes a socket that sends these messages, or the status that refused it. */
async function endOf(
  url: string,
  messages: readonly object[],
  o: { readonly protocol?: string; readonly origin?: string } = {},
): Promise<number> {
  const socket = new WebSocket(url, (o.protocol ?? protocol) || [], o.origin === undefined ? {} : { origin: o.origin });
  const refused = new Promise<number>((resolve) =>
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0)),
  );
  const closed = once(socket, 'close').then(([code]) => code as number);
  socket.on('error', () => undefined);
  socket.on('open', () => {
    for (const message of messages) socket.send(JSON.stringify(message));
  });
  return Promise.race([refused, closed]);
}
const subscribe = { id: '1', type: 'subscribe', payload: { query: '{ hello }' } };
const init = (payload: object) => ({ type: 'connection_init', payload });

describe('operations', () => {
  test('queries and mutations are answered over one connection', async () => {
    const { socketUrl, token, engine } = await serve();
    const socket = await openSocket(socketUrl, token);
    expect(await socket.run({ query: 'query($name: String) { hello(name: $name) }', variables: { name: 'Wei' } })).toEqual({
      data: { hello: 'Hello Wei' },
    });
    expect(await socket.run({ query: 'mutation { change }', extensions: { idempotencyKey: 'k' } })).toEqual({ data: { change: 1 } });
    expect(engine.asked[1]).toMatchObject({ idempotencyKey: 'k', actor: { kind: 'service' } });
  });

  test('a document that is wrong is an error with code and place; the connection goes on', async () => {
    const { socketUrl, token } = await serve();
    const socket = await openSocket(socketUrl, token);
    await expect(socket.run({ query: '{ nothing }' })).rejects.toMatchObject([
      { locations: [{ line: 1, column: 3 }], extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
    expect(await socket.run({ query: '{ hello }' })).toEqual({ data: { hello: 'Hello you' } });
  });

  test('A32: a bug inside shows nothing of itself', async () => {
    const { socketUrl, token, engine } = await serve();
    const socket = await openSocket(socketUrl, token);
    engine.failure = new Error('select secret from crm_customer');
    await expect(socket.run({ query: '{ hello }' })).rejects.toEqual([
      { message: 'Something went wrong inside.', extensions: { code: 'INTERNAL' } },
    ]);
  });
});

describe('A26: who may connect', () => {
  test('an operation before the acknowledged init: 4401', async () => {
    const { socketUrl, engine } = await serve();
    expect(await endOf(socketUrl, [subscribe])).toBe(4401);
    expect(engine.asked).toEqual([]);
  });

  test('nobody known: 4403', async () => {
    const { socketUrl } = await serve();
    expect(await endOf(socketUrl, [init({ token: 'guessed' })])).toBe(4403);
    expect(await endOf(socketUrl, [init({})])).toBe(4403);
  });

  test('an operation sent along with an init that is refused does not run', async () => {
    const { socketUrl, engine } = await serve();
    expect(await endOf(socketUrl, [init({ token: 'guessed' }), subscribe])).toBe(4401);
    expect(engine.asked).toEqual([]);
  });

  test('the old sub-protocol, or none: 400, and no socket opens', async () => {
    const { socketUrl } = await serve();
    expect(await endOf(socketUrl, [], { protocol: 'graphql-ws' })).toBe(400);
    expect(await endOf(socketUrl, [], { protocol: '' })).toBe(400);
  });

  test('a foreign page: 403; the own page and one that was named are served', async () => {
    const { socketUrl, url } = await serve({ origins: ['https://app.example'] });
    expect(await endOf(socketUrl, [], { origin: 'https://evil.example' })).toBe(403);
    expect(await endOf(socketUrl, [], { origin: 'null' })).toBe(403);
    expect(await endOf(socketUrl, [subscribe], { origin: 'https://app.example' })).toBe(4401);
    expect(await endOf(socketUrl, [subscribe], { origin: new URL(url).origin })).toBe(4401);
  });

  test('another path: 404', async () => {
    const { socketUrl } = await serve();
    expect(await endOf(socketUrl.replace('graphql', 'other'), [])).toBe(404);
  });

  test('a message over the limit: 1009', async () => {
    const { socketUrl, token } = await serve({ maxRequestBytes: 1_000 });
    expect(await endOf(socketUrl, [init({ token, long: 'x'.repeat(2_000) })])).toBe(1009);
  });

  test('A29 an array of operations is no message of the protocol: 4400', async () => {
    const { socketUrl, token, engine } = await serve();
    expect(await endOf(socketUrl, [init({ token }), Array.from({ length: 1_000 }, () => subscribe)])).toBe(4400);
    expect(engine.asked).toEqual([]);
  });

  test('what is no message of the protocol: 4400', async () => {
    const { socketUrl } = await serve();
    expect(await endOf(socketUrl, [{ type: 'start' }])).toBe(4400);
  });
});
