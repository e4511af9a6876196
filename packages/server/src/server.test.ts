/** Health, readiness, the log, and an end that loses nothing. */
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { BootError, GuanxiError } from '@guanxi/core';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createServer, jsonLogger } from './index.ts';
import { serve } from './testing/served.fixture.ts';
import { openSocket } from './testing/socket.fixture.ts';
import { standIn } from './testing/stand-in.fixture.ts';
import { tokens } from './testing/tokens.fixture.ts';

const until = (isSo: () => boolean) => vi.waitUntil(isSo, { interval: 2, timeout: 5_000 });

describe('health', () => {
  test('/health: the process is up, whoever asks and whatever the database does', async () => {
    const { get, engine } = await serve();
    engine.problem = new GuanxiError('DATABASE_UNREACHABLE', { reason: '10.0.0.7' });
    const response = await get('/health', { authorization: '' });
    expect([response.status, await response.json()]).toEqual([200, { status: 'up' }]);
  });

  test('/ready: 503 with the codes of the reasons, and nothing else of them', async () => {
    const { get, engine } = await serve();
    expect((await get('/ready')).status).toBe(200);
    engine.problem = new GuanxiError('DATABASE_UNREACHABLE', { reason: '10.0.0.7' });
    const unreachable = await get('/ready', { authorization: '' });
    expect([unreachable.status, await unreachable.json()]).toEqual([503, { status: 'unready', reasons: ['DATABASE_UNREACHABLE'] }]);
    engine.problem = new BootError([{ code: 'MIGRATIONS_PENDING', plugins: ['crm'], args: { count: 1, migrations: 'crm/0001' } }]);
    expect(await (await get('/ready')).json()).toEqual({ status: 'unready', reasons: ['MIGRATIONS_PENDING'] });
  });
});

describe('the log', () => {
  test('has one line a request: operation, duration, outcome, never variables', async () => {
    const lines: string[] = [];
    const { post, get } = await serve({ logger: jsonLogger({ destination: { write: (line) => void lines.push(line) } }) });
    await (
      await post({
        query: 'query Greeting($name: String) { hello(name: $name) }',
        variables: { name: 'Secret' },
        operationName: 'Greeting',
      })
    ).text();
    await (await post({ query: '{ nothing }' })).text();
    await (await get('/graphql?query=%7Bhello%7D&variables=Secret', { authorization: '' })).text();
    await until(() => lines.length === 3);
    expect(lines.join()).not.toContain('Secret');
    const [greeting, wrong, unknown] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(greeting).toMatchObject({
      level: 'info',
      msg: 'request',
      method: 'POST',
      path: '/graphql',
      status: 200,
      operation: 'Greeting',
      outcome: 'ok',
      ms: expect.any(Number),
    });
    expect(wrong).toMatchObject({ status: 200, outcome: 'GRAPHQL_VALIDATION_FAILED' });
    expect(unknown).toMatchObject({ method: 'GET', path: '/graphql', status: 401, outcome: 'refused' });
  });
});

describe('close', () => {
  test('F21: requests and operations on sockets are finished, then sockets close with 1001 and the engine', async () => {
    const { server, engine, post, get, socketUrl, token } = await serve();
    const requests = Array.from({ length: 200 }, (_, n) => post({ query: 'query($n: Int) { slow(n: $n) }', variables: { n } }));
    const busy = await Promise.all(Array.from({ length: 20 }, () => openSocket(socketUrl, token)));
    const idle = await Promise.all(Array.from({ length: 30 }, () => openSocket(socketUrl, token)));
    const operations = busy.map((socket, n) => socket.run({ query: 'query($n: Int) { slow(n: $n) }', variables: { n } }));
    await until(() => engine.waiting() === 220);

    const closed = server.close();
    expect(await Promise.all(idle.map((socket) => socket.closed))).toEqual(idle.map(() => 1001));
    await expect(get('/ready')).rejects.toThrow();
    expect(engine.isClosed).toBe(false);
    engine.release();

    const answers = await Promise.all(requests.map(async (request) => (await request).json()));
    expect(answers).toEqual(requests.map((_, n) => ({ data: { slow: n } })));
    expect(await Promise.all(operations)).toEqual(busy.map((_, n) => ({ data: { slow: n } })));
    expect(await Promise.all(busy.map((socket) => socket.closed))).toEqual(busy.map(() => 1001));
    await closed;
    expect(engine.isClosed).toBe(true);
  });

  test('a request that comes on an open connection meanwhile is answered, and told that the connection ends; not ready any more', async () => {
    const { server, engine, post, url } = await serve();
    const { port } = new URL(url);
    const slow = post({ query: '{ slow }' });
    const client = connect(Number(port), '127.0.0.1');
    client.write('GET /ready HTTP/1.1\r\nhost: x\r\n');
    await until(() => engine.waiting() === 1);
    const closed = server.close();
    client.write('\r\n');
    let received = '';
    client.on('data', (chunk) => (received += chunk));
    await until(() => received.includes('}'));
    expect(received).toMatch(/^HTTP\/1.1 503 [\s\S]*connection: close[\s\S]*"closing"/i);
    engine.release();
    expect(await (await slow).json()).toEqual({ data: { slow: 0 } });
    await closed;
  });

  test('what does not finish in time is cut off', async () => {
    const { server, engine, post } = await serve({ shutdownTimeoutMs: 50 });
    const never = post({ query: '{ slow }' }).catch((error: Error) => error.message);
    await until(() => engine.waiting() === 1);
    await server.close();
    expect(await never).toBe('fetch failed');
    expect(engine.isClosed).toBe(true);
  });

  test('twice is once', async () => {
    const { server } = await serve();
    expect(server.close()).toBe(server.close());
    await server.close();
  });
});

test("runs in a server of the embedder's own", async () => {
  const engine = standIn();
  const known = tokens();
  const token = known.for({ kind: 'service', name: 'test', tenant: 'x', permissions: [] });
  const guanxi = createServer(engine, { authenticate: known.authenticate, path: '/crm' });
  const own = createHttpServer((request, response) => {
    if (request.url?.startsWith('/crm')) guanxi.handler(request, response);
    else response.end('mine');
  }).on('upgrade', guanxi.upgrade);
  own.listen(0, '127.0.0.1');
  await once(own, 'listening');
  onTestFinished(() => void own.close());
  const url = `http://127.0.0.1:${(own.address() as AddressInfo).port}`;
  expect(await (await fetch(`${url}/about`)).text()).toBe('mine');
  const asked = await fetch(`${url}/crm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{"query":"{ hello }"}',
  });
  expect(await asked.json()).toEqual({ data: { hello: 'Hello you' } });
  const socket = await openSocket(`${url.replace('http', 'ws')}/crm`, token);
  expect(await socket.run({ query: '{ hello }' })).toEqual({ data: { hello: 'Hello you' } });
  await guanxi.close();
  expect(await socket.closed).toBe(1001);
});
