/** API keys: what they open, that nothing shows them again, and that they end at once. */
import { actorFingerprint, globalId, type Principal } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { assignRole, createApiKey, createCustomer, createRole, crm, revokeApiKey, rotateApiKey } from '../index.ts';
import { type RolesHouse, rolesHouse } from '../roles/roles.fixture.ts';

const logged: unknown[] = [];
const logger = {
  info: (...line: unknown[]) => void logged.push(line),
  warn: (...line: unknown[]) => void logged.push(line),
  error: (...line: unknown[]) => void logged.push(line),
};

describeEngines('API keys', { plugins: [crm()], logger }, (t) => {
  let house: RolesHouse;
  beforeAll(async () => {
    house = await rolesHouse(t());
  });
  let made = 0;
  const make = async (o: object = {}) =>
    house.system.run(createApiKey, { name: `shop ${++made}`, roles: [await house.roleId('custodian')], ...o });
  const actorOf = async (key: string) => {
    const principal = await t().engine.principalOf(key);
    return principal && t().engine.actorOf(principal);
  };

  test('open what their roles open, under their own name, out of memory', async () => {
    const { key } = await make();
    const actor = await actorOf(key);
    expect(actor).toMatchObject({ kind: 'service', name: `key:shop ${made}`, permissions: { 'crm:customers:read': 'all' } });
    const { statements } = await t().statements(() => actorOf(key));
    expect(statements).toEqual([]);
  });

  test('open no more than their scopes', async () => {
    const { key } = await make({ scopes: ['crm:customers:read'] });
    expect((await actorOf(key))?.permissions).toEqual({ 'crm:customers:read': 'all' });
    const limited: Principal = { ...((await t().engine.principalOf(key)) as Principal), scopes: ['crm:contacts:read'] };
    expect((await t().engine.actorOf(limited))?.permissions).toEqual({});
  });

  test('are refused when they are wrong, whatever is wrong about them', async () => {
    const { key } = await make();
    const { key: other } = await make();
    const [head, secret] = [key.slice(0, key.lastIndexOf('_', 52)), key.slice(-43)];
    const wrong = [
      '',
      'gxk_',
      `${key}x`,
      key.slice(0, -1),
      key.toUpperCase(),
      `${key.slice(0, -43)}${other.slice(-43)}`,
      `gxk_${'0'.repeat(32)}${head.slice(36)}_${secret}`,
      key.replace('gxk_', 'gxk-'),
    ];
    for (const text of wrong) expect(await actorOf(text), text).toBe(null);
    expect(await t().engine.actorOf({ kind: 'service', tenant: t().tenant.id, name: `key:shop ${made}` })).toBe(null);
  });

  test('are refused at once when they are revoked, rotated or over', async () => {
    const { key, apiKey } = await make();
    const { key: next } = await house.system.run(rotateApiKey, { apiKey });
    expect([await actorOf(key), (await actorOf(next))?.kind]).toEqual([null, 'service']);
    await house.system.run(revokeApiKey, { apiKey });
    expect(await actorOf(next)).toBe(null);
    expect(await house.system.refused(rotateApiKey, { apiKey })).toBe('CRM_API_KEY_REVOKED');
    const { key: short } = await make({ expiresAt: new Date(t().clock.now().getTime() + 60_000) });
    expect((await actorOf(short))?.kind).toBe('service');
    t().clock.advance('PT61S');
    expect(await actorOf(short)).toBe(null);
    const roles = [await house.roleId('custodian')];
    expect(await house.system.refused(createApiKey, { name: 'late', roles, expiresAt: t().clock.now() })).toBe('CRM_API_KEY_EXPIRY');
  });

  test('say when they were last used, to a minute', async () => {
    const { key, apiKey } = await make();
    const used = async () => {
      const { rows } = await t().database.query({ text: 'select last_used_at from crm.api_key where id = $1', params: [apiKey] });
      return rows[0]?.['last_used_at'] ?? null;
    };
    await actorOf(key);
    await expect.poll(used).not.toBe(null);
    const first = await used();
    t().clock.advance('PT30S');
    await actorOf(key);
    t().clock.advance('PT31S');
    const { statements } = await t().statements(() => actorOf(key));
    expect(statements.filter((text) => text.startsWith('update'))).toHaveLength(1);
    await expect.poll(used).not.toBe(first);
  });

  test('cannot be given what their maker does not have', async () => {
    await house.system.run(createRole, {
      key: 'keyKeeper',
      labelEn: 'Keys',
      labelZh: '密钥',
      grants: [
        { permission: 'crm:keys:manage', scope: 'ALL' },
        { permission: 'crm:roles:read', scope: 'ALL' },
      ],
    });
    const keeper = house.principal(await house.person('Keeper', ['keyKeeper']));
    const roles = [await house.roleId('administrator')];
    expect(await house.attempt(keeper, createApiKey, { name: 'all', roles })).toBe('CRM_ROLE_PERMISSION_NOT_HELD');
    const unknown = { name: 'odd', roles: [await house.roleId('sales')], scopes: ['crm:nothing'] };
    expect(await house.system.refused(createApiKey, unknown)).toBe('CRM_API_KEY_SCOPE_UNKNOWN');
    const portal = [await house.roleId('portal')];
    expect(await house.system.refused(createApiKey, { name: 'portal', roles: portal })).toBe('CRM_ROLE_AUDIENCE');
  });

  test('get more roles and lose them like people', async () => {
    const { key, apiKey } = await make();
    const before = actorFingerprint((await actorOf(key)) as never);
    await house.system.run(assignRole, { role: await house.roleId('manager'), apiKey });
    expect(actorFingerprint((await actorOf(key)) as never)).not.toBe(before);
  });

  describe('A14 a key is answered once', () => {
    const ask =
      'mutation($input: CreateApiKeyInput!, $k: String) { createApiKey(input: $input, idempotencyKey: $k) { key apiKey { id } userErrors { code } } }';

    test('and stands in no table, output, log line or event afterwards, and not in the stored answer', async () => {
      const variables = { input: { name: 'canary', roles: [globalId('rol', await house.roleId('custodian'))] }, k: 'once' };
      const first = (await house.system.execute(ask, variables)).data as { createApiKey: { key: string; apiKey: { id: string } } };
      const { key } = first.createApiKey;
      expect(key).toMatch(/^gxk_/);
      const again = (await house.system.execute(ask, variables)).data as typeof first;
      expect(again.createApiKey).toMatchObject({ key: '', apiKey: first.createApiKey.apiKey });
      await house.system.run(createCustomer, { name: 'Something else', kind: 'ORGANISATION', confirmNew: true });
      await t().engine.workOff();
      const secret = key.slice(-43);
      const { rows: tables } = await t().database.query({
        text: `select table_name as name from information_schema.tables where table_schema = 'crm' and table_type = 'BASE TABLE'`,
      });
      for (const { name } of tables as readonly { readonly name: string }[]) {
        const held = await t().database.asOwner((owner) =>
          owner.query({ text: `select count(*)::int as n from crm."${name}" r where r::text like $1`, params: [`%${secret}%`] }),
        );
        expect(`${name}: ${held.rows[0]?.['n']}`).toBe(`${name}: 0`);
      }
      expect(JSON.stringify(logged)).not.toContain(secret);
      const shown = await house.system.execute(
        '{ apiKeys { nodes { id name prefix scopes lastUsedAt assignments { nodes { role { key } } } } } }',
      );
      expect(shown.errors).toBe(undefined);
      expect(JSON.stringify(shown)).not.toContain(secret);
      expect(t().engine.sdl()).not.toMatch(/type ApiKey [^}]*hash/);
    });

    test('its hash is nowhere but in its own row', async () => {
      const { apiKey } = await make();
      const { rows } = await t().database.query({ text: 'select hash from crm.api_key where id = $1', params: [apiKey] });
      for (const table of ['change_log', 'event', 'idempotency_key']) {
        const held = await t().database.asOwner((owner) =>
          owner.query({
            text: `select count(*)::int as n from crm."${table}" r where r::text like $1`,
            params: [`%${rows[0]?.['hash']}%`],
          }),
        );
        expect(held.rows[0]?.['n']).toBe(0);
      }
    });
  });
});
