/** What goes in and out over HTTP, and what is refused before anything runs. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { GuanxiError } from '@guanxi/core';
import { describe, expect, test } from 'vitest';
import { serve } from '../testing/served.fixture.ts';

const errorOf = async (response: Response) => {
  const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
  return { status: response.status, code: errors[0]?.extensions.code, message: errors[0]?.message };
};
const hello = { query: '{ hello }' };

describe('answers', () => {
  test("the engine's text goes out as it is", async () => {
    const { post } = await serve();
    const response = await post(hello);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.text()).toBe('{"data": {\n  "hello": "Hello you"\n }\n}');
  });

  test('variables, operation name and idempotency key reach the engine', async () => {
    const { post, engine } = await serve();
    const query = 'query A($name: String) { hello(name: $name) } query B { lines }';
    await post({ query, variables: { name: 'Wei' }, operationName: 'A' }, { headers: { 'idempotency-key': 'k1' } });
    expect(engine.asked).toMatchObject([{ document: query, variables: { name: 'Wei' }, operationName: 'A', idempotencyKey: 'k1' }]);
  });

  test('queries by GET', async () => {
    const { get } = await serve();
    const response = await get('/graphql?query=query(%24name%3AString)%7Bhello(name%3A%24name)%7D&variables=%7B%22name%22%3A%22Wei%22%7D');
    expect(await response.json()).toEqual({ data: { hello: 'Hello Wei' } });
  });

  test('SSE: an answer is one event, on one line', async () => {
    const { post } = await serve();
    const response = await post({ query: '{ lines }' }, { headers: { accept: 'text/event-stream' } });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const [data, complete] = (await response.text()).split('\n\n').filter((part) => part.startsWith('event'));
    expect(data?.split('\n')).toHaveLength(2);
    expect(JSON.parse(data?.split('\ndata: ')[1] ?? '')).toEqual({ data: { lines: [1, 2] } });
    expect(complete).toContain('event: complete');
  });

  test('a document that is wrong: 200 as application/json, 400 as application/graphql-response+json, the same body', async () => {
    const { post } = await serve();
    const plain = await post({ query: '{ nothing }' });
    const strict = await post({ query: '{ nothing }' }, { headers: { accept: 'application/graphql-response+json' } });
    expect([plain.status, strict.status]).toEqual([200, 400]);
    const [told, toldStrictly] = [await plain.text(), await strict.text()];
    expect(told).toBe(toldStrictly);
    expect(JSON.parse(told).errors[0]).toMatchObject({
      locations: [{ line: 1, column: 3 }],
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
  });
});

describe('who asks', () => {
  test('A32: nobody known is UNAUTHENTICATED, introspection or not, and nothing runs', async () => {
    const { post, engine } = await serve();
    for (const query of ['{ hello }', '{ __schema { types { name } } }', '{ helo }']) {
      const refused = await errorOf(await post({ query }, { headers: { authorization: 'Bearer guessed' } }));
      expect(refused).toEqual({ status: 401, code: 'UNAUTHENTICATED', message: 'Say who you are first.' });
    }
    expect(engine.asked).toEqual([]);
  });

  test('authenticate gets headers and URL; what it throws does not leave the server', async () => {
    const seen: unknown[] = [];
    const { post } = await serve({
      authenticate({ headers, url, connectionParams }) {
        seen.push(headers['x-who'], url, connectionParams);
        throw new Error('the user table at 10.0.0.7 is gone');
      },
    });
    const refused = await errorOf(await post(hello, { headers: { 'x-who': 'me' } }));
    expect(refused).toMatchObject({ status: 500, code: 'INTERNAL' });
    expect(refused.message).not.toContain('10.0.0.7');
    expect(seen).toEqual(['me', '/graphql', undefined]);
  });

  test('the error that authenticate chose is the answer', async () => {
    const { post } = await serve({
      authenticate() {
        throw new GuanxiError('FORBIDDEN', { permission: 'login' });
      },
    });
    expect(await errorOf(await post(hello))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });
});

describe('A39: what a foreign page could send without asking', () => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/graphql', ''])(
    '%s is refused',
    async (type) => {
      const { post, engine } = await serve();
      const refused = await errorOf(
        await post(new TextEncoder().encode(JSON.stringify(hello)) as never, { headers: { 'content-type': type } }),
      );
      expect(refused).toMatchObject({ status: 415, code: 'BAD_INPUT' });
      expect(engine.asked).toEqual([]);
    },
  );

  test.each(['mutation { change }', 'query A { hello } mutation B { change }&operationName=B'])(
    'a mutation by GET is refused: %s',
    async (query) => {
      const { get, engine } = await serve();
      const response = await get(`/graphql?query=${query.replaceAll(' ', '%20')}`);
      expect(response.headers.get('allow')).toBe('POST');
      expect(await errorOf(response)).toMatchObject({ status: 405, code: 'BAD_INPUT' });
      expect(engine.asked).toEqual([]);
    },
  );
});

describe('limits', () => {
  test('A29: batches are refused', async () => {
    const { post, engine } = await serve();
    expect(await errorOf(await post(Array.from({ length: 1_000 }, () => hello)))).toMatchObject({ status: 400, code: 'BAD_INPUT' });
    expect(engine.asked).toEqual([]);
  });

  test('a body over the limit is refused, whether it says its length or not', async () => {
    const { post, engine } = await serve({ maxRequestBytes: 1_000 });
    const long = JSON.stringify({ query: `{ hello } # ${'x'.repeat(2_000)}` });
    expect(await errorOf(await post(long))).toMatchObject({ status: 413, code: 'LIMIT_EXCEEDED' });
    const chunked = { body: new Blob([long]).stream(), duplex: 'half' } as RequestInit;
    expect(await errorOf(await post('', chunked as never))).toMatchObject({ status: 413, code: 'LIMIT_EXCEEDED' });
    expect(engine.asked).toEqual([]);
  });

  test.each([
    ['no JSON', '{ "query": '],
    ['an unknown parameter', { query: '{ hello }', id: 1 }],
    ['variables that are no object', { query: '{ hello }', variables: '{}' }],
    ['a name that is no text', { query: '{ hello }', operationName: {} }],
  ])('%s is the fault of the caller', async (_, body) => {
    const { post } = await serve();
    expect(await errorOf(await post(body))).toMatchObject({ status: 400, code: 'BAD_INPUT' });
  });

  test('variables in a URL that are no JSON are the fault of the caller', async () => {
    const { get } = await serve();
    expect(await errorOf(await get('/graphql?query=%7Bhello%7D&variables=%7B'))).toMatchObject({ status: 400, code: 'BAD_INPUT' });
  });

  test('A32: a bug inside shows neither its message nor a stack', async () => {
    const { post, engine } = await serve();
    engine.failure = new Error('select secret from crm_customer');
    const response = await post(hello);
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"errors":[{"message":"Something went wrong inside.","extensions":{"code":"INTERNAL"}}]}');
  });
});

describe('other pages', () => {
  test('GraphiQL in development only, whole without another host', async () => {
    const development = await serve({ development: true });
    const page = await (await development.get('/graphql', { accept: 'text/html', authorization: '' })).text();
    expect(page).toContain('Guanxi');
    expect(page.match(/(?:src|href)="https?:/g)).toBeNull();
    const production = await serve();
    expect((await production.get('/graphql', { accept: 'text/html', authorization: '' })).status).toBe(406);
  });

  test('CORS for the origins that were named, and no other', async () => {
    const { url, get } = await serve({ origins: ['https://app.example'] });
    const ask = (origin: string) =>
      fetch(url, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      });
    const named = await ask('https://app.example');
    expect([named.status, named.headers.get('access-control-allow-origin'), named.headers.get('access-control-allow-headers')]).toEqual([
      204,
      'https://app.example',
      'authorization',
    ]);
    expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    const refused = await get('/graphql?query=%7Bhello%7D', { origin: 'https://app.example', authorization: '' });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, 'https://app.example']);
    const answered = await get('/graphql?query=%7Bhello%7D', { origin: 'https://app.example' });
    expect(answered.headers.get('access-control-allow-origin')).toBe('https://app.example');
  });

  test('elsewhere is nothing', async () => {
    const { get } = await serve();
    expect(await errorOf(await get('/admin'))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  test.each(['', 'connection: upgrade\r\nupgrade: websocket\r\n'])('a path that is no URL is nothing either', async (headers) => {
    const { url } = await serve();
    const client = connect(Number(new URL(url).port), '127.0.0.1');
    client.write(`GET // HTTP/1.1\r\nhost: x\r\n${headers}\r\n`);
    const [answer] = (await once(client, 'data')) as [Buffer];
    client.destroy();
    expect(String(answer)).toMatch(/^HTTP\/1.1 404/);
  });
});
