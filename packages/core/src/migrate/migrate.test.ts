import { onBothEngines } from '@guanxi/testing/database';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../database/port.ts';
import { kernelMigrations, migrate, plan, status } from './index.ts';
import { file, migrationFolders, noTransaction, storyClock } from './sources.fixture.ts';

const folders = await migrationFolders();
afterAll(() => folders.remove());
const o = { clock: storyClock };

onBothEngines('the migration runner', (open, engine) => {
  let database: Database;
  const names = async (text: string) => (await database.query<{ name: string }>({ text })).rows.map(({ name }) => name);
  const tables = () =>
    names(`select relname::text as name from pg_class where relkind = 'r' and relnamespace = to_regnamespace('crm') order by 1`);
  const first = { '1_first': 'create table crm.shop_order (id int primary key)' };

  beforeAll(async () => {
    database = await open({ as: 'owner' });
  });
  beforeEach(() => database.script('drop schema if exists crm cascade'));

  it('runs what is pending in the order of plugins and names, and nothing twice', async () => {
    const crm = await folders.source('crm', {
      '2_b': 'create table crm.crm_b (id int references crm.crm_a)',
      '1_a': 'create table crm.crm_a (id int primary key)',
    });
    const shop = await folders.source('shop', { '0_first': 'create table crm.shop_order (id int references crm.crm_a)' }, ['crm']);
    const seen: string[] = [];
    const results = await migrate(database, [shop, crm, kernelMigrations], {
      ...o,
      onProgress: (p) => seen.push(`${p.plugin} ${p.position}/${p.of} ${p.state}`),
    });
    const own = results.filter(({ plugin }) => plugin !== 'kernel');
    expect(own.map(({ plugin, name, state }) => `${plugin} ${name} ${state}`)).toEqual([
      'crm 1_a applied',
      'crm 2_b applied',
      'shop 0_first applied',
    ]);
    expect(results.slice(0, -own.length).every(({ plugin }) => plugin === 'kernel')).toBe(true);
    expect(seen.slice(-2)).toEqual(['started', 'applied'].map((state) => `shop ${results.length}/${results.length} ${state}`));
    expect(new Set((await migrate(database, [kernelMigrations, crm, shop], o)).map(({ state }) => state))).toEqual(new Set(['already']));
    const found = await status(database, [kernelMigrations, crm, shop]);
    expect(found.pending).toEqual([]);
    expect(found.applied.at(-1)).toEqual({ plugin: 'shop', name: '0_first', appliedAt: '2026-03-01T08:00:00.000Z' });
  });

  it('refuses an edited file by name before it runs anything', async () => {
    await migrate(database, [await folders.source('shop', first)], o);
    const edited = await folders.source('shop', {
      '1_first': 'create table crm.shop_order (id bigint primary key)',
      '2_more': 'create table crm.shop_more ()',
    });
    await expect(migrate(database, [edited], o)).rejects.toMatchObject({
      code: 'MIGRATION_EDITED',
      message: expect.stringContaining('shop/1_first'),
    });
    await expect(plan(database, [edited])).rejects.toMatchObject({ code: 'MIGRATION_EDITED' });
    expect(await tables()).toEqual(['journal', 'shop_order']);
  });

  it('refuses a database that is newer than the code, and leaves plugins alone that are not installed', async () => {
    await migrate(database, [await folders.source('shop', { ...first, '2_more': 'create table crm.shop_more ()' })], o);
    await expect(migrate(database, [await folders.source('shop', first)], o)).rejects.toMatchObject({
      code: 'MIGRATION_NEWER',
      message: expect.stringContaining('shop/2_more'),
    });
    const other = await folders.source('other', { '1_a': 'create table crm.other_a ()' });
    expect((await migrate(database, [other], o)).map(({ state }) => state)).toEqual(['applied']);
    expect((await status(database, [other])).notInstalled).toEqual([
      { plugin: 'shop', name: '1_first' },
      { plugin: 'shop', name: '2_more' },
    ]);
  });

  it('refuses a migration that comes in before one that was applied', async () => {
    await migrate(database, [await folders.source('shop', { '3_late': 'create table crm.shop_late ()' })], o);
    const source = await folders.source('shop', { ...first, '3_late': 'create table crm.shop_late ()' });
    await expect(migrate(database, [source], o)).rejects.toMatchObject({
      code: 'MIGRATION_GAP',
      message: expect.stringContaining('shop/1_first'),
    });
  });

  it('rolls a failing migration back as a whole, names its statement, and keeps those before it', async () => {
    const bad = file('create table crm.shop_more ()', 'insert into crm.shop_order values (1), (1)');
    const failing = migrate(database, [await folders.source('shop', { ...first, '2_bad': bad })], o);
    await expect(failing).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringMatching(/shop\/2_bad failed at statement 2: duplicate key/),
    });
    expect(await tables()).toEqual(['journal', 'shop_order']);
    expect(
      (await migrate(database, [await folders.source('shop', { ...first, '2_good': 'create table crm.shop_more ()' })], o)).map(
        ({ state }) => state,
      ),
    ).toEqual(['already', 'applied']);
  });

  it('runs a marked file outside a transaction and takes it up where it failed', async () => {
    const build = `${noTransaction}${file(
      'create index concurrently shop_order_id on crm.shop_order (id)',
      'create unique index concurrently shop_order_place on crm.shop_order (place)',
    )}`;
    const source = await folders.source('shop', {
      '1_first': file('create table crm.shop_order (id int, place int)', 'insert into crm.shop_order values (1, 1), (2, 1)'),
      '2_build': build,
    });
    await expect(migrate(database, [source], o)).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringContaining('shop/2_build failed at statement 2'),
    });
    expect((await status(database, [source])).pending).toEqual([{ plugin: 'shop', name: '2_build' }]);
    await database.query({ text: 'update crm.shop_order set place = id' });
    expect((await migrate(database, [source], o)).map(({ state }) => state)).toEqual(['already', 'applied']);
    const indexes = `select c.relname::text || ' ' || i.indisvalid as name from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = 'crm.shop_order'::regclass order by 1`;
    expect(await names(indexes)).toEqual(['shop_order_id true', 'shop_order_place true']);
  });

  it('shows in a plan what it would run, and runs none of it', async () => {
    const source = await folders.source('shop', first);
    const planned = await plan(database, [source]);
    expect(planned.preparation).toHaveLength(2);
    expect(planned.migrations.map(({ name, statements }) => [name, statements])).toEqual([
      ['1_first', ['create table crm.shop_order (id int primary key)']],
    ]);
    expect((await status(database, [source])).pending).toHaveLength(1);
    expect(await tables()).toEqual([]);
  });

  // The embedded database has one connection: there is nobody else who could hold a table.
  if (engine === 'postgres') {
    it('says so when there is no second connection for what runs outside a transaction', async () => {
      const single = await open({ limits: { max: 1 }, as: 'owner' });
      const source = await folders.source('shop', {
        ...first,
        '2_index': `${noTransaction}create index concurrently shop_order_id on crm.shop_order (id)`,
      });
      const failing = migrate(single, [source], { ...o, lockTimeoutMs: 50 });
      await expect(failing).rejects.toMatchObject({
        code: 'MIGRATION_FAILED',
        message: expect.stringContaining('no second connection was free within 50 ms'),
      });
    });

    it('gives up on a table that somebody holds, so that nobody queues behind it', async () => {
      await migrate(database, [await folders.source('shop', first)], o);
      const source = await folders.source('shop', { ...first, '2_alter': 'alter table crm.shop_order add column place int' });
      const [held, released] = [signal(), signal()];
      const holder = database.transaction(async (tx) => {
        await tx.query({ text: 'lock table crm.shop_order in row exclusive mode' });
        held.give();
        await released.given;
      });
      await held.given;
      await expect(migrate(database, [source], { ...o, lockTimeoutMs: 20 })).rejects.toMatchObject({ code: 'MIGRATION_LOCKED' });
      released.give();
      await holder;
      expect((await migrate(database, [source], o)).at(-1)?.state).toBe('applied');
    });
  }
});

function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}
