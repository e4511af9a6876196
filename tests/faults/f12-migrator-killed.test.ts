/** F12: a migrator is killed at each statement it sends. Whatever was left, the next run completes it. */
import type { Database } from '@guanxi/core/database';
import { onBothEngines } from '@guanxi/testing/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MigrationSource, migrate, status } from '../../packages/core/src/migrate/index.ts';
import { file, migrationFolders, noTransaction, storyClock } from '../../packages/core/src/migrate/sources.fixture.ts';
import { type Death, killedAt } from './killed-database.ts';

const folders = await migrationFolders();
afterAll(() => folders.remove());
const o = { clock: storyClock };

onBothEngines('F12 a migrator killed at each statement', (open, engine) => {
  let database: Database;
  let sources: readonly MigrationSource[];
  beforeAll(async () => {
    database = await open({ as: 'owner' });
    const crm = await folders.source('crm', {
      '1_first': file('create table crm.crm_a (id int primary key)', 'insert into crm.crm_a values (1)'),
    });
    const shop = await folders.source(
      'shop',
      {
        '1_index': `${noTransaction}${file(
          'create unique index concurrently crm_a_one on crm.crm_a (id)',
          'insert into crm.crm_a values (2) on conflict do nothing',
          'create index concurrently crm_a_two on crm.crm_a (id)',
        )}`,
        '2_last': file('create table crm.shop_b (id int)', 'insert into crm.shop_b select id from crm.crm_a'),
      },
      ['crm'],
    );
    sources = [shop, crm];
  });

  /** All that migrating leaves: names, indexes, rows, journal. */
  const everything = async () =>
    (
      await database.query({
        text: `select c.relname || ' ' || c.relkind::text || ' ' || coalesce(i.indisvalid::text, '') as what
      from pg_class c left join pg_index i on i.indexrelid = c.oid where c.relnamespace = 'crm'::regnamespace
      union all select 'row ' || id from crm.crm_a union all select 'copy ' || id from crm.shop_b
      union all select plugin || '/' || name || ' ' || hash || ' ' || statements_done || ' ' || applied_at from crm.journal order by 1`,
      })
    ).rows.map((row) => row['what']);
  const empty = () => database.script('drop schema if exists crm cascade');

  const deaths: readonly Death[] = engine === 'postgres' ? ['before', 'after', 'connection'] : ['before', 'after'];
  it.each(deaths)(
    'completes on the next run (%s)',
    async (how) => {
      await empty();
      await migrate(database, sources, o);
      const whole = await everything();

      let statement = 1;
      for (; ; statement += 1) {
        await empty();
        const killed = killedAt(database, statement, how);
        const run = migrate(killed.database, sources, o);
        if (
          !(await run.then(
            () => false,
            () => true,
          ))
        )
          break;
        expect(killed.isDead(), `statement ${statement} failed by itself`).toBe(true);
        await migrate(database, sources, o);
        expect((await status(database, sources)).pending).toEqual([]);
        expect(await everything(), `killed at statement ${statement}`).toEqual(whole);
      }
      // Fewer would mean that the killing did not reach into the migrations.
      expect(statement).toBeGreaterThan(30);
      // Each kill is two migrations from an empty database.
    },
    90_000,
  );

  it('rebuilds an index that was left invalid by a kill in the middle of building it', async () => {
    await empty();
    await migrate(database, sources, o);
    const whole = await everything();
    // What a killed CREATE INDEX CONCURRENTLY leaves, and a journal that knows the statement only as begun.
    await database.query({ text: `update pg_index set indisvalid = false where indexrelid = 'crm.crm_a_two'::regclass` });
    await database.query({
      text: `update crm.journal set statements_done = 2, applied_at = null where plugin = 'shop' and name = '1_index'`,
    });
    await database.query({ text: `delete from crm.journal where plugin = 'shop' and name = '2_last'` });
    await database.query({ text: 'drop table crm.shop_b' });
    await migrate(database, sources, o);
    expect(await everything()).toEqual(whole);
  });
});
