import { onBothEngines } from '@guanxi/testing/database';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { select } from '../model/fields.ts';
import { t } from '../model/input.ts';
import { label } from '../model/label.ts';
import type { Plugin } from '../plugin/define.ts';
import type { Shop } from './shop.fixture.ts';
import { Account, createAccount, LedgerEntry, mergeAccounts, model, Profile, p, shop, Tag, unmergeAccounts } from './shop.fixture.ts';
import type { Tx } from './tx.ts';
import { chief, clerk, fingerprint, makeWorld, otherTenant, staffId } from './world.fixture.ts';

type Body = (tx: Tx<Shop>) => Promise<unknown>;
let body: Body;
/** A command whose body the test says. */
const act = p.command('act', {
  label: label('Act', '做'),
  permission: 'shop:write',
  input: {},
  output: { result: t.optional(t.json()) },
  run: async (tx) => ({ result: (await body(tx)) ?? null }),
});
const plugins = [shop({ commands: [act] }) as unknown as Plugin];
const accountFields = model[1] as never;

onBothEngines('a transaction', (open) => {
  // Preparing the first database takes a while.
  beforeAll(async () => void (await makeWorld(open)));

  const world = async () => {
    const w = await makeWorld(open, { plugins });
    const doing = async (run: Body, o = {}) => {
      body = run;
      return (await w.done(act, {}, o))['result'];
    };
    return { ...w, doing };
  };

  test('coalesces what is written to one row, and sees its own writes', async () => {
    const w = await world();
    w.flights.length = 0;
    const id = await w.doing(async (tx) => {
      const made = await tx.insert(Account, { name: 'A' });
      await tx.update(Account, made, { points: 2 });
      await tx.update(Account, made, { name: 'B' });
      return made;
    });
    expect(w.flights).toEqual(['begin +0', 'commit 1+0']);
    expect(await w.rows('select name, points, version from crm.shop_account')).toEqual([{ name: 'B', points: 2, version: 1 }]);
    const found = await w.doing(async (tx) => {
      await tx.update(Account, id as never, { points: 7 });
      const [read] = await tx.read(select(accountFields, { name: true, points: true }), { id: id as never });
      await tx.update(Account, id as never, { points: 8 });
      return [read, (await tx.lock(Account, id as never)).points, (await tx.get(Account, id as never))?.points];
    });
    expect(found).toEqual([{ id, name: 'B', points: 7 }, 8, 8]);
    expect(await w.rows('select points, version from crm.shop_account')).toEqual([{ points: 8, version: 2 }]);
    expect(await w.rows(`select version, before->>'points' as b, after->>'points' as a from crm.change_log where op = 'update'`)).toEqual([
      { version: 2, b: '2', a: '8' },
    ]);
  });

  test('writes in an order that foreign keys allow', async () => {
    const w = await world();
    await w.doing(async (tx) => {
      const a = await tx.insert(Account, { name: 'A' });
      const entry = await tx.insert(LedgerEntry, { accountId: a, points: 1 });
      // Each refers to the other: the account must be there first, and refer afterwards.
      await tx.update(Account, a, { firstEntryId: entry });
      const b = await tx.insert(Account, { name: 'B', parentId: a });
      await tx.insert(LedgerEntry, { accountId: b, points: 1 });
      await tx.insert(Account, { name: 'C', firstEntryId: entry });
    });
    expect(
      await w.rows(
        'select name, parent_id is not null as child, first_entry_id is not null as first, version from crm.shop_account order by name',
      ),
    ).toEqual([
      { name: 'A', child: false, first: true, version: 1 },
      { name: 'B', child: true, first: false, version: 1 },
      { name: 'C', child: false, first: true, version: 1 },
    ]);
  });

  test('takes many rows at once: one statement for all, one version step each', async () => {
    const w = await world();
    const ids = (await w.doing((tx) =>
      tx.insert(
        Account,
        Array.from({ length: 300 }, (_, i) => ({ name: `A${i}` })),
      ),
    )) as never[];
    w.flights.length = 0;
    await w.doing((tx) => tx.update(Account, ids, { active: true }));
    expect(w.flights).toEqual(['begin +0', expect.stringMatching(/^in /), 'commit 3+0']);
    expect(await w.rows('select count(*)::int as n from crm.shop_account where active and version = 2')).toEqual([{ n: 300 }]);
    await w.doing((tx) => tx.remove(Account, ids));
    expect(await w.rows('select count(*)::int as n from crm.shop_account')).toEqual([{ n: 0 }]);
  });

  test('leaves nothing of what was made and removed again', async () => {
    const w = await world();
    const before = await fingerprint(w);
    await w.doing(async (tx) => {
      const id = await tx.insert(Account, { name: 'A' });
      await tx.update(Account, id, { points: 1 });
      await tx.remove(Account, id);
    });
    expect(await fingerprint(w)).toBe(before);
  });

  test('refuses to change what is append-only, what is not there, and what the engine fills (A19)', async () => {
    const w = await world();
    const { account } = await w.done(createAccount, { account: { name: 'A' } });
    const entry = await w.doing((tx) => tx.insert(LedgerEntry, { accountId: account as never, points: 1 }));
    const refusals: [Body, string][] = [
      [(tx) => tx.update(LedgerEntry, entry as never, { points: 2 }), 'ILLEGAL_STATE'],
      [(tx) => tx.remove(LedgerEntry, entry as never), 'ILLEGAL_STATE'],
      [(tx) => tx.update(Account, entry as never, { points: 2 }), 'NOT_FOUND'],
      [(tx) => tx.lock(Account, entry as never), 'NOT_FOUND'],
      [(tx) => tx.insert(LedgerEntry, { accountId: entry as never, points: 2 }), 'NOT_FOUND accountId'],
      [(tx) => tx.update(Account, account as never, { version: 9 } as never), 'BAD_INPUT version'],
      [(tx) => tx.update(Account, account as never, { grams: [] } as never), 'BAD_INPUT grams'],
      [(tx) => tx.insert(Account, { name: 'A', tenantId: otherTenant } as never), 'BAD_INPUT tenantId'],
      [(tx) => tx.insert(Account, { name: 'A', createdBy: 'me' } as never), 'BAD_INPUT createdBy'],
      [(tx) => tx.insert(Account, { name: 'A', colour: 'red' } as never), 'BAD_INPUT colour'],
    ];
    const before = await fingerprint(w);
    for (const [run, expected] of refusals) {
      body = run;
      expect(await w.refused(act, {})).toEqual([expected]);
    }
    expect(await fingerprint(w)).toBe(before);
  });

  test('is over when the command is', async () => {
    const w = await world();
    let kept: Tx<Shop> | undefined;
    await w.doing(async (tx) => {
      kept = tx;
    });
    await expect((kept as Tx<Shop>).insert(Account, { name: 'late' })).rejects.toMatchObject({ code: 'TRANSACTION_OVER' });
    await expect((kept as Tx<Shop>).get(Account, staffId as never)).rejects.toMatchObject({ code: 'TRANSACTION_OVER' });
  });

  test('reads with the actor’s rights, and with the plugin’s own where it says so', async () => {
    const w = await world();
    const { account } = await w.done(createAccount, { account: { name: 'A', points: 3, keeperId: staffId } });
    const names = select(accountFields, { name: true });
    const found = await w.doing(
      async (tx) => [
        await tx.get(Account, account as never),
        await tx.read(names, {}),
        await tx.system.read(names, {}),
        await tx.plugins.shop.pointsOf(account as string),
        tx.actor.has('shop:all'),
        tx.settings.bonus,
      ],
      { actor: clerk },
    );
    expect(found).toEqual([null, [], [{ id: account, name: 'A' }], 0, false, 5]);
  });

  test('finds by search what was written, as it is now', async () => {
    const w = await world();
    const { account } = await w.done(createAccount, { account: { name: '张伟商贸' } });
    const has = async (gram: string) =>
      (await w.rows('select 1 as one from crm.shop_account where grams @> array[$1]', [gram])).length === 1;
    const [gram] = (await w.rows('select grams from crm.shop_account')).flatMap((row) => row['grams'] as string[]);
    expect(await has(gram as string)).toBe(true);
    await w.doing((tx) => tx.update(Account, account as never, { name: 'Xerox' }));
    expect(await has(gram as string)).toBe(false);
  });

  test('lets a plugin read its own tables in SQL, of its tenant, and never write', async () => {
    const w = await world();
    await w.done(createAccount, { account: { name: 'A', points: 2 } });
    await w.rows(
      `insert into crm.shop_person (tenant_id, id, name, created_at, created_by, updated_at, updated_by) values ('${otherTenant}', '${staffId}', 'foreign', now(), 't', now(), 't')`,
    );
    const found = await w.doing(async (tx) => [
      await tx.sql(sql`select name, points from crm.shop_account a where a.points >= ${1} and a.name <> 'drop table'`),
      await tx.sql(sql`select count(*)::int as n from "crm"."shop_person"`),
      await tx.sql(sql`with own as (select name from crm.shop_person) select count(*)::int as n from own`),
    ]);
    expect(found).toEqual([[{ name: 'A', points: 2 }], [{ n: 2 }], [{ n: 2 }]]);
    const refused = [
      sql`select * from crm.change_log`,
      sql`select * from crm.tenant`,
      sql`update crm.shop_account set points = 1`,
      sql`with x as (delete from crm.shop_account returning 1) select * from x`,
      sql`select 1; select 2`,
      sql`select * from pg_catalog.pg_class`,
      sql`select set_config('guanxi.tenant', 'x', true)`,
      sql`select /* x */ 1`,
      sql`select * from public.t`,
      sql`table crm.shop_account`,
    ];
    for (const query of refused) {
      body = (tx) => tx.sql(query);
      await expect(w.run(act, {})).rejects.toMatchObject({ code: 'SQL_REFUSED' });
    }
    body = (tx) => tx.sql(sql`select nextval('crm.event_inbox_seq_seq')`);
    await expect(w.run(act, {})).rejects.toThrow(/permission denied/);
  });

  test('moves what refers to a record, and gives it back (DATA-08)', async () => {
    const w = await world();
    const [from, to] = (await w.doing(async (tx) => {
      const ids = await tx.insert(Account, [{ name: 'duplicate' }, { name: 'survivor' }]);
      const [a, b] = ids as [never, never];
      await tx.insert(LedgerEntry, { accountId: a, points: 5 });
      await tx.insert(Tag, [
        { accountId: a, tag: 'both' },
        { accountId: a, tag: 'one' },
        { accountId: b, tag: 'both' },
      ]);
      await tx.insert(Profile, [
        { accountId: a, note: 'of the duplicate' },
        { accountId: b, note: 'of the survivor' },
      ]);
      await tx.insert(Account, { name: 'child', parentId: a });
      return ids;
    })) as [string, string];
    const state = () =>
      w.rows(`select 'entry' as what, account_id from crm.shop_entry union all select 'tag ' || tag, account_id from crm.shop_tag
      union all select note, account_id from crm.shop_profile union all select name, parent_id from crm.shop_account where parent_id is not null order by 1, 2`);
    const before = await state();
    const { moved } = await w.done(mergeAccounts, { from, to });
    expect(await state()).toEqual([
      { what: 'child', account_id: to },
      { what: 'entry', account_id: to },
      { what: 'of the duplicate', account_id: from },
      { what: 'of the survivor', account_id: to },
      { what: 'tag both', account_id: from },
      { what: 'tag both', account_id: to },
      { what: 'tag one', account_id: to },
    ]);
    expect(moved).toHaveLength(3);
    expect(await w.rows(`select count(*)::int as n from crm.change_log where command = 'mergeAccounts'`)).toEqual([{ n: 3 }]);
    await w.done(unmergeAccounts, { moved });
    expect(await state()).toEqual(before);
  });

  test('of another tenant sees and touches nothing of this one (A09)', async () => {
    const w = await world();
    const { account } = await w.done(createAccount, { account: { name: 'A' } });
    const stranger = { ...chief, tenant: otherTenant };
    const before = await fingerprint(w);
    expect(await w.doing((tx) => tx.get(Account, account as never), { actor: stranger })).toBeNull();
    body = (tx) => tx.update(Account, account as never, { name: 'B' });
    expect(await w.refused(act, {}, { actor: stranger })).toEqual(['NOT_FOUND']);
    body = (tx) => tx.insert(LedgerEntry, { accountId: account as never, points: 1 });
    expect(await w.refused(act, {}, { actor: stranger })).toEqual(['NOT_FOUND accountId']);
    expect(await fingerprint(w)).toBe(before);
  });
});
