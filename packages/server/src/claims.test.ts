/** A33: who somebody is comes from `authenticate` alone. What they read for they say themselves. */
import { describe, expect, test } from 'vitest';
import { serve } from './testing/served.fixture.ts';
import { transportNames, transports } from './testing/transports.fixture.ts';

/** Headers by which proxies and frameworks pass on an identity, a tenant or rights. */
const claims: Readonly<Record<string, string>> = {
  'x-user-id': 'stf_1',
  'x-user': 'admin',
  'x-username': 'admin',
  'x-remote-user': 'admin',
  'remote-user': 'admin',
  'x-forwarded-user': 'admin',
  'x-forwarded-email': 'admin@acme.example',
  'x-forwarded-preferred-username': 'admin',
  'x-forwarded-groups': 'admin',
  'x-auth-request-user': 'admin',
  'x-auth-request-email': 'admin@acme.example',
  'x-webauth-user': 'admin',
  'x-authenticated-userid': 'admin',
  'x-goog-authenticated-user-email': 'accounts.google.com:admin@acme.example',
  'x-ms-client-principal': 'eyJ1c2VySWQiOiJhZG1pbiJ9',
  'x-amzn-oidc-identity': 'admin',
  'x-client-cert': 'CN=admin',
  'x-tenant': 'other',
  'x-tenant-id': '019b0000-0000-7000-8000-00000000000b',
  'x-organization-id': 'other',
  'x-permissions': '*',
  'x-role': 'admin',
  'x-roles': 'admin',
  'x-hasura-role': 'admin',
  'x-hasura-user-id': 'admin',
  'x-actor': '{"kind":"service","permissions":["*"]}',
  'x-impersonate-user': 'admin',
  'x-forwarded-for': '127.0.0.1',
  forwarded: 'for=127.0.0.1;host=localhost',
  'x-real-ip': '127.0.0.1',
  'x-http-method-override': 'POST',
  'x-original-url': '/health',
  cookie: 'user=admin; role=admin; tenant=other',
};
const params = {
  userId: 'stf_1',
  user: 'admin',
  tenant: 'other',
  role: 'admin',
  permissions: ['*'],
  actor: { kind: 'service' },
  headers: claims,
};
const query = '{ hello }';

describe.each(transportNames)('over %s', (name) => {
  test('A33 headers and parameters that claim an identity, a tenant or rights change nothing', async () => {
    const { url, token, engine } = await serve();
    const { [name]: ask } = transports(url, token);
    await ask({ query });
    const answer = await ask({ query, extensions: { actor: { permissions: ['*'] }, tenant: 'other' } }, { headers: claims, params });
    expect(answer.data).toEqual({ hello: 'Hello you' });
    const [plain, claimed] = engine.asked;
    expect(claimed?.actor).toEqual(plain?.actor);
    expect({ ...claimed, actor: null }).toEqual({ ...plain, actor: null });
  });

  test('A33 nor do they let anybody in', async () => {
    const { url, engine } = await serve();
    const { [name]: ask } = transports(url, 'guessed');
    const answer = await ask({ query }, { headers: claims, params }).catch((error: Error) => error.message);
    if (name === 'WebSocket') expect(answer).toBe('closed with 4403 Forbidden');
    else expect(answer).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect(engine.asked).toEqual([]);
  });

  test('DATA-12 why somebody reads is theirs to say: trimmed, of at most 200 characters, in any script', async () => {
    const { url, token, engine } = await serve();
    const { [name]: ask } = transports(url, token);
    const say = (purpose: string) =>
      ask({ query }, name === 'WebSocket' ? { params: { purpose } } : { headers: { 'guanxi-purpose': encodeURIComponent(purpose) } });
    await ask({ query });
    for (const purpose of ['  回访 客户 ', 'x'.repeat(200), '   ']) await say(purpose);
    expect(engine.asked.map(({ actor }) => actor.purpose)).toEqual([undefined, '回访 客户', 'x'.repeat(200), undefined]);
    for (const purpose of ['x'.repeat(201), 'a\u0000b', 'a\nb', 'a\u009fb']) {
      const answer = await say(purpose).catch((error: Error) => error.message);
      if (name === 'WebSocket') expect(answer).toBe('closed with 4403 Forbidden');
      else expect(answer).toMatchObject({ status: 400, code: 'BAD_INPUT' });
    }
    expect(engine.asked).toHaveLength(4);
  });
});

describe('A25 keys that mean something to JavaScript', () => {
  const keys = '"__proto__":{"kind":"service","permissions":["*"]},"constructor":{"prototype":{"permissions":["*"]}}';

  test('among the parameters of a request and in its extensions change nothing', async () => {
    const { url, token, engine } = await serve();
    const { POST } = transports(url, token);
    await POST({ query });
    const body = (text: string) =>
      fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: text });
    expect((await body(`{"query":"{ hello }",${keys}}`)).status).toBe(400);
    expect((await body(`{"query":"{ hello }","extensions":{${keys},"persistedQuery":{${keys}}}}`)).status).toBe(200);
    const [plain, claimed] = engine.asked;
    expect(claimed).toEqual(plain);
    expect(Object.hasOwn(Object.prototype, 'permissions')).toBe(false);
  });

  test('among the parameters of a connection let nobody in', async () => {
    const { url, engine } = await serve();
    const { WebSocket } = transports(url, 'guessed');
    await expect(WebSocket({ query }, { params: JSON.parse(`{${keys}}`) as object })).rejects.toThrow('closed with 4403 Forbidden');
    expect(engine.asked).toEqual([]);
  });
});

test('DATA-12 a purpose that is not percent-encoded as it should be, or no text, is refused', async () => {
  const { url, token, engine } = await serve();
  const { POST, WebSocket } = transports(url, token);
  expect((await POST({ query }, { headers: { 'guanxi-purpose': 'a%E5b' } })).code).toBe('BAD_INPUT');
  await expect(WebSocket({ query }, { params: { purpose: { $ne: '' } } })).rejects.toThrow(/4403/);
  expect(engine.asked).toEqual([]);
});
