/**
 * The second wall: what the database itself refuses when the first, the engine's own statements and its look at a plugin's SQL, is passed by.
 * Statements are sent here by hand, under the roles that they would have.
 */
import type { Database, Transaction } from '@guanxi/core/database';
import { actAs, pluginRole, roles } from '@guanxi/core/database';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { createCustomer } from './customers/index.ts';
import { crm } from './index.ts';
import { roomPlugin, type Stay, Stay as StayEntity, tamper } from './testing/rooms.fixture.ts';

/** Local to a database, of no tenant: the journal, how far the log is, which plugins hung. Nobody but the engine reads them. */
const withoutTenant = ['journal', 'log_head', 'log_reader', 'plugin_hang', 'plugin_stop'];
const logs = ['access_log', 'audit', 'change_log', 'event'];
const notPermitted = '42501';
const rooms = pluginRole('rooms');
const actingFor = (tenant: string) => ({ text: `select set_config('guanxi.tenant', $1, true)`, params: [tenant], prepare: true });

class RolledBack extends Error {}

describeEngines('the walls in the database', { plugins: [crm(), roomPlugin()] }, (t) => {
  const database = (): Database => t().database;
  /** In a transaction of which nothing stays; the SQLSTATE where it is refused. */
  async function tried<T>(run: (tx: Transaction) => Promise<T>): Promise<T | string> {
    const done: T[] = [];
    const outcome = await database()
      .transaction(async (tx) => {
        done.push(await run(tx));
        throw new RolledBack();
      })
      .catch((error: unknown) => error as { readonly code?: string });
    return outcome instanceof RolledBack ? (done[0] as T) : String((outcome as { code?: string }).code);
  }
  const under = (role: string, text: string, tenant = t().tenant.id) =>
    tried(async (tx) => (await tx.flight([actingFor(tenant), actAs(role), { text }]))[2]?.rows);
  let tenants: readonly string[];

  beforeAll(async () => {
    const made: string[] = [];
    for (const one of [t(), await t().another()]) {
      const clerk = await one.staff();
      const { customer } = await clerk.run(createCustomer, { kind: 'ORGANISATION', name: 'Hotel' });
      await one.make(StayEntity, { customerId: customer, room: one === t() ? '1' : '2' } as Stay['insert']);
      made.push(one.tenant.id);
    }
    await t().workOff();
    tenants = made;
  });

  test('stand before every table: rows are one tenant’s, and all for the engine', async () => {
    const { rows } = await database().query<{ name: string; part: boolean; secured: boolean; tenant: boolean; open: boolean }>({
      text: `select c.relname::text as name, c.relispartition as part, c.relrowsecurity as secured,
          exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polroles = '{0}' and p.polcmd = '*'
            and pg_get_expr(p.polqual, c.oid) ~ '^\\((tenant_id|id) = \\( SELECT \\(NULLIF\\(current_setting\\(''guanxi.tenant''::text, true\\), ''''::text\\)\\)::uuid') as tenant,
          exists (select from pg_policy p join pg_roles r on r.oid = any(p.polroles) where p.polrelid = c.oid and r.rolname = '${roles.planner}'
            and p.polpermissive and p.polcmd = '*' and pg_get_expr(p.polqual, c.oid) = 'true') as open
        from pg_class c where c.relnamespace = 'crm'::regnamespace and c.relkind in ('r', 'p') order by 1`,
    });
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter((row) => !row.secured).map((row) => row.name)).toEqual([]);
    const tables = rows.filter((row) => !row.part);
    expect(tables.filter((row) => !row.open).map((row) => row.name)).toEqual([]);
    expect(tables.filter((row) => !row.tenant && !withoutTenant.includes(row.name)).map((row) => row.name)).toEqual([]);
    // Of policies that are open to all there is none but the tenant's.
    const others = await database().query({
      text: `select c.relname::text as name, p.polname::text as policy from pg_policy p join pg_class c on c.oid = p.polrelid
        where c.relnamespace = 'crm'::regnamespace and p.polroles = '{0}' and pg_get_expr(p.polqual, c.oid) not like '%guanxi.tenant%'`,
    });
    expect(others.rows).toEqual([]);
  });

  test('the engine’s role owns nothing, and none of the roles can sign in or pass by a policy', async () => {
    const { rows } = await database().query({
      text: `select r.rolname::text as name from pg_roles r where r.rolname like 'guanxi\\_p%' and (r.rolcanlogin or r.rolsuper or r.rolbypassrls
        or r.rolcreaterole or r.rolcreatedb or exists (select from pg_class c where c.relowner = r.oid))`,
    });
    expect(rows).toEqual([]);
    expect((await database().query({ text: 'select current_user::text as name' })).rows).toEqual([{ name: roles.planner }]);
  });

  describe('DATA-10 logs are written once', () => {
    test.each(logs.flatMap((log) => [`update crm.${log} set tenant_id = tenant_id`, `delete from crm.${log}`, `truncate crm.${log}`]))(
      '%s',
      async (text) => {
        expect(await under(roles.planner, text)).toBe(notPermitted);
        expect(await under(rooms, text)).toBe(notPermitted);
        expect(await under(roles.plugin, text)).toBe(notPermitted);
      },
    );
    test('by nobody’s hand but the eraser’s, who is asked for by name', async () => {
      const changed = (tx: Transaction) =>
        tx.flight([actAs(roles.erasure), { text: 'update crm.change_log set before = null, after = null' }]).then(([, r]) => r?.affected);
      expect(await tried(changed)).toBeGreaterThan(0);
      expect(await under(roles.erasure, 'insert into crm.change_log select * from crm.change_log')).toBe(notPermitted);
    });
    test('a partition of the log is not reached past the log', async () => {
      expect(await under(roles.planner, 'select * from crm.event_from_1')).toBe(notPermitted);
      expect(await under(roles.planner, 'drop table crm.event_from_1')).toBe(notPermitted);
    });
    test('nor is the journal of migrations', async () => {
      expect(await under(roles.planner, 'delete from crm.journal')).toBe(notPermitted);
    });
  });

  describe('A36 a plugin’s SQL', () => {
    test.each([
      'select * from crm.crm_customer',
      'select * from crm.change_log',
      'select * from crm.tenant',
      'select * from crm.webhook_endpoint',
      'select * from rooms_stay r, crm.crm_contact c',
    ])('that reads what is another’s: %s', async (text) => {
      const clerk = await t().staff();
      await expect(clerk.attempt(tamper, { how: text.replace('rooms_stay', 'crm.rooms_stay') })).rejects.toMatchObject({
        code: 'SQL_REFUSED',
      });
      // Had it come through, the database would say the same.
      expect(await under(rooms, text.replace('rooms_stay', 'crm.rooms_stay'))).toBe(notPermitted);
    });
    test.each(['insert into crm.rooms_key default values', 'update crm.rooms_stay set room = room', 'delete from crm.rooms_stay'])(
      'that changes what is its own: %s',
      async (text) => {
        await expect((await t().staff()).attempt(tamper, { how: text })).rejects.toMatchObject({ code: 'SQL_REFUSED' });
        expect(await under(rooms, text)).toBe(notPermitted);
      },
    );
    test('sees the tenant’s rows, and is nobody else’s when it is over', async () => {
      expect(await under(rooms, 'select room from crm.rooms_stay')).toEqual([{ room: '1' }]);
      expect(await under(rooms, 'select room from crm.rooms_stay', tenants[1])).toEqual([{ room: '2' }]);
      const clerk = await t().staff();
      await clerk.run(tamper, { how: 'select 1 / (room::int - 2) from crm.rooms_stay' });
      expect((await database().query({ text: 'select current_user::text as name' })).rows).toEqual([{ name: roles.planner }]);
    });
  });

  describe('A15 the tenant of a session', () => {
    const count = { text: 'select count(*)::int as n, max(tenant_id::text) as tenant from crm.rooms_stay', prepare: true };

    test('is switched ten times under one prepared statement', async () => {
      const seen = await tried(async (tx) => {
        const rows: unknown[] = [];
        for (let i = 0; i < 10; i += 1) {
          const [, , result] = await tx.flight([actingFor(tenants[i % 2] as string), actAs(rooms), count]);
          rows.push(result?.rows[0]);
        }
        return rows;
      });
      expect(seen).toEqual(Array.from({ length: 10 }, (_, i) => ({ n: 1, tenant: tenants[i % 2] })));
    });
    test('that was never said, or said as nothing, is nobody’s: it reads no row and inserts none', async () => {
      for (const said of [[], [actingFor('')]]) {
        expect(await tried(async (tx) => (await tx.flight([...said, actAs(rooms), count])).at(-1)?.rows)).toEqual([{ n: 0, tenant: null }]);
      }
      // No plugin's role may insert; one that might would be stopped by the policy.
      const inserted = await database().asOwner((owner) =>
        owner
          .transaction(async (tx) => {
            await tx.query({ text: `grant insert on crm.rooms_key to ${rooms}` });
            await tx.flight([
              actAs(rooms),
              {
                text: `insert into crm.rooms_key (tenant_id, id, code, created_at, created_by, updated_at, updated_by)
                  values ($1, gen_random_uuid(), 'x', now(), 'x', now(), 'x')`,
                params: [tenants[0] as string],
              },
            ]);
          })
          .catch((error: Error) => error.message),
      );
      expect(inserted).toContain('row-level security');
    });
    test('is not the engine’s affair: its own statements say themselves which', async () => {
      expect((await database().query({ text: 'select count(*)::int as n from crm.rooms_stay' })).rows).toEqual([{ n: 2 }]);
    });
  });
});
