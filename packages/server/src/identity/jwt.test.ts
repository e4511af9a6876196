/** A35: tokens of an identity service, as they should be and as they should not. */
import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { globalId, type Id } from '@guanxi/core';
import { createApiKey, suspendStaff } from '@guanxi/core/crm';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createServer, type GuanxiServer } from '../index.ts';
import { serveCrm } from '../testing/served-crm.fixture.ts';
import { anyOf } from './any-of.ts';
import { apiKeyIdentity } from './api-key.ts';
import { type JwtIdentityOptions, jwtIdentity } from './jwt.ts';
import { reader, readerRole, systemOf } from './people.fixture.ts';

const crm = serveCrm();
const issuer = 'https://id.example.com';
const audience = 'crm';
type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

/** What an issuer publishes, at an address of this machine. */
let published: JWK[] = [];
let isAway = false;
let fetches = 0;
let keyServer: Server;
let jwks = '';
let pair: Pair;
let staff: Id<'Staff'>;
const servers: GuanxiServer[] = [];

beforeAll(async () => {
  pair = await generateKeyPair('ES256');
  published = [{ ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }];
  keyServer = createHttpServer((request, response) => {
    fetches += 1;
    if (isAway) return void request.socket.destroy();
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published }));
  }).listen(0, '127.0.0.1');
  await once(keyServer, 'listening');
  jwks = `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}/jwks`;
  staff = await reader(crm().t, 'Li Na');
});
afterAll(async () => {
  for (const server of servers) await server.close();
  keyServer.closeAllConnections();
  keyServer.close();
});

async function serve(o: Partial<JwtIdentityOptions> = {}): Promise<string> {
  const { engine } = crm().t;
  const shared = { ...engine, as: engine.as, close: async () => undefined };
  const authenticate = anyOf(apiKeyIdentity(engine), jwtIdentity({ jwks, issuer, audience, cooldownMs: 0, ...o }));
  const server = createServer(shared, { authenticate, port: 0 });
  servers.push(server);
  return (await server.listen()).url;
}

const claims = (more: JWTPayload = {}): JWTPayload => ({ tenant: crm().t.tenant.id, staff: globalId('stf', staff), sid: 's1', ...more });
const signed = (
  o: { payload?: JWTPayload; key?: Pair['privateKey']; kid?: string; aud?: string; iss?: string; exp?: string | number; nbf?: string } = {},
) => {
  const token = new SignJWT(o.payload ?? claims())
    .setProtectedHeader({ alg: 'ES256', kid: o.kid ?? 'one' })
    .setIssuedAt()
    .setIssuer(o.iss ?? issuer)
    .setAudience(o.aud ?? audience)
    .setExpirationTime(o.exp ?? '5m');
  return (o.nbf === undefined ? token : token.setNotBefore(o.nbf)).sign(o.key ?? pair.privateKey);
};

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into by tests
  readonly body: any;
}
async function ask(url: string, token: string | null, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }), ...headers },
    body: JSON.stringify({ query: '{ me { kind id locale session roles { key } permissions { name reach } } }' }),
  });
  return { status: response.status, body: await response.json() };
}

describe('a token', () => {
  test('that is right makes who it names, with the rights of their roles', async () => {
    const { status, body } = await ask(await serve(), await signed());
    expect(status).toBe(200);
    expect(body.data.me).toEqual({
      kind: 'STAFF',
      id: globalId('stf', staff),
      locale: 'EN',
      session: expect.stringMatching(/^ses_/),
      roles: [{ key: 'reader' }],
      permissions: [{ name: 'crm:customers:read', reach: 'ALL' }],
    });
  });

  test('COLL-02 brings its language, or the request does', async () => {
    const url = await serve();
    const locale = async (payload: JWTPayload, accept: string) =>
      (await ask(url, await signed({ payload }), { 'accept-language': accept })).body.data.me.locale;
    expect(await locale(claims({ locale: 'zh-Hans-CN' }), 'en')).toBe('ZH_CN');
    expect(await locale(claims(), 'fr;q=0.9, zh-CN;q=0.8, en;q=0.5')).toBe('ZH_CN');
    expect(await locale(claims(), 'de, *;q=0.1')).toBe('EN');
  });

  test('limits to its scopes where it says so', async () => {
    const url = await serve({ claims: { scopes: 'scope' } });
    const permissions = async (scope: unknown) => (await ask(url, await signed({ payload: claims({ scope }) }))).body.data.me.permissions;
    expect(await permissions('openid crm:customers:read')).toHaveLength(1);
    expect(await permissions('openid')).toEqual([]);
    expect(await permissions(7)).toEqual([]);
  });
});

describe('A35 is nobody, whatever is wrong:', () => {
  const wrong: Readonly<Record<string, () => Promise<string>>> = {
    'alg none': async () => new UnsecuredJWT(claims()).setIssuer(issuer).setAudience(audience).setExpirationTime('5m').encode(),
    'alg none with a signature': async () => {
      const [, payload, signature] = (await signed()).split('.');
      return [Buffer.from('{"alg":"none","kid":"one"}').toString('base64url'), payload, signature].join('.');
    },
    'a public key used as a shared secret': async () => {
      const secret = new TextEncoder().encode(JSON.stringify(published[0]));
      const token = new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'one' }).setIssuer(issuer).setAudience(audience);
      return token.setExpirationTime('5m').sign(secret);
    },
    'another audience': () => signed({ aud: 'billing' }),
    'another issuer': () => signed({ iss: 'https://id.example.com.evil.example' }),
    'an unknown key': async () => signed({ kid: 'two', key: (await generateKeyPair('ES256')).privateKey }),
    'a key of the same name': async () => signed({ key: (await generateKeyPair('ES256')).privateKey }),
    expired: () => signed({ exp: Math.floor(Date.now() / 1_000) - 60 }),
    'not yet valid': () => signed({ nbf: '1h' }),
    'without an end': async () =>
      new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', kid: 'one' }).setIssuer(issuer).setAudience(audience).sign(pair.privateKey),
    'a changed payload': async () => {
      const [head, , signature] = (await signed()).split('.');
      return [
        head,
        Buffer.from(JSON.stringify(claims({ exp: 9_999_999_999, iss: issuer, aud: audience }))).toString('base64url'),
        signature,
      ].join('.');
    },
    'COLL-02 no tenant': () => signed({ payload: { staff: globalId('stf', staff) } }),
    'an unknown tenant': () => signed({ payload: claims({ tenant: '0190f5c2-0000-7000-8000-000000000000' }) }),
    'a tenant that is no id': () => signed({ payload: claims({ tenant: "' or 1=1 --" }) }),
    'nobody in particular': () => signed({ payload: { tenant: crm().t.tenant.id } }),
    'two at once': () => signed({ payload: claims({ service: 'shop' }) }),
    'an unknown person': () => signed({ payload: claims({ staff: globalId('stf', '0190f5c2-0000-7000-8000-000000000000') }) }),
    'an id of something else': () => signed({ payload: claims({ staff: globalId('cus', staff) }) }),
    'a program that calls itself a key': () => signed({ payload: { tenant: crm().t.tenant.id, service: 'key:shop' } }),
    'no token at all': async () => 'nonsense',
    'parts of nothing': async () => '..',
  };
  let url = '';
  beforeAll(async () => {
    url = await serve();
  });
  for (const [what, make] of Object.entries(wrong))
    test(`A35 ${what}`, async () => {
      const { status, body } = await ask(url, await make());
      expect([status, body.errors?.[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    });

  test('A33 headers that claim to be somebody are nothing', async () => {
    const claimed = { 'x-user': globalId('stf', staff), 'x-forwarded-user': 'admin', 'x-tenant': crm().t.tenant.id, 'guanxi-staff': staff };
    expect((await ask(url, null, claimed)).status).toBe(401);
  });

  test('A35 algorithms of shared secrets are no choice', () => {
    for (const algorithm of ['none', 'HS256', 'dir'])
      expect(() => jwtIdentity({ jwks, issuer, audience, algorithms: [algorithm] })).toThrow(TypeError);
    expect(() => jwtIdentity({ jwks, issuer: [], audience })).toThrow(TypeError);
  });
});

describe('keys of the issuer', () => {
  test('A35 that are new are fetched, and those that are gone let nobody in', async () => {
    const url = await serve();
    expect((await ask(url, await signed())).status).toBe(200);
    const next = await generateKeyPair('ES256');
    const old = published;
    published = [{ ...(await exportJWK(next.publicKey)), kid: 'two', alg: 'ES256', use: 'sig' }];
    expect((await ask(url, await signed({ key: next.privateKey, kid: 'two' }))).status).toBe(200);
    expect((await ask(url, await signed())).status).toBe(401);
    published = old;
  });

  test('A35 that cannot be had for a moment: who is known by one goes on, nobody else comes in', async () => {
    const url = await serve({ maxAgeMs: 0 });
    expect((await ask(url, await signed())).status).toBe(200);
    isAway = true;
    const before = fetches;
    expect((await ask(url, await signed())).status).toBe(200);
    expect(fetches).toBeGreaterThan(before);
    const stranger = await signed({ kid: 'three', key: (await generateKeyPair('ES256')).privateKey });
    expect((await ask(url, stranger)).status).toBe(500);
    isAway = false;
    expect((await ask(url, stranger)).status).toBe(401);
  });
});

describe('with API keys beside', () => {
  test('whoever comes with either is known', async () => {
    const url = await serve();
    const made = await systemOf(crm().t).run(createApiKey, { name: 'shop', roles: [await readerRole(crm().t)] });
    if (!made.ok) throw new Error(made.errors[0]?.message);
    const { body } = await ask(url, made.value.key);
    expect(body.data.me).toMatchObject({ kind: 'SERVICE', id: 'svc_key:shop', session: null });
    expect((await ask(url, `${made.value.key.slice(0, -1)}!`)).status).toBe(401);
  });

  test('who is suspended is refused with the very next request', async () => {
    const url = await serve();
    const gone = await reader(crm().t, 'Gone');
    const token = await signed({ payload: claims({ staff: globalId('stf', gone) }) });
    expect((await ask(url, token)).status).toBe(200);
    await systemOf(crm().t).run(suspendStaff, { staff: gone });
    expect((await ask(url, token)).status).toBe(401);
  });
});
