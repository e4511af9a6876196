/** F11: twenty processes start at the same moment and all migrate. Each migration is applied exactly once, and all of them finish. */
import { connect, type Database } from '@guanxi/core/database';
import { onBothEngines } from '@guanxi/testing/database';
import { afterAll, beforeEach, expect, inject, it } from 'vitest';
import { kernelMigrations, type MigrationResult, migrate, status } from '../../packages/core/src/migrate/index.ts';
import { file, migrationFolders, noTransaction, storyClock } from '../../packages/core/src/migrate/sources.fixture.ts';

const folders = await migrationFolders();
afterAll(() => folders.remove());
const racers = 20;

onBothEngines('F11 twenty migrators at once', (open, engine) => {
  let database: Database;
  const opened: Database[] = [];
  beforeEach(async () => {
    database = await open({ as: 'owner' });
  });
  afterAll(() => Promise.all(opened.map((one) => one.close())));

  /** On Postgres a database handle each, as processes have; an embedded database has one process, which may still ask twenty times. */
  async function handles(): Promise<readonly Database[]> {
    if (engine === 'embedded') return Array<Database>(racers).fill(database);
    const { rows } = await database.query<{ name: string }>({ text: 'select current_database()::text as name' });
    const url = (inject('postgresUrl') as string).replace(/\/postgres$/, `/${rows[0]?.name}`);
    const all = await Promise.all(Array.from({ length: racers }, () => connect({ url, max: 2, as: 'owner' })));
    opened.push(...all);
    return all;
  }

  it('apply each migration once, from an empty database, those outside a transaction too', async () => {
    const shop = await folders.source('shop', {
      // A second run of any of these fails or leaves a second row.
      '1_first': file('create table crm.shop_order (id int, note text)', `insert into crm.shop_order values (1, 'first')`),
      '2_index': `${noTransaction}${file('create index concurrently shop_order_id on crm.shop_order (id)', `insert into crm.shop_order values (2, 'second')`)}`,
      '3_last': `insert into crm.shop_order values (3, 'third')`,
    });
    const sources = [kernelMigrations, shop];
    const all = await handles();
    const results = await Promise.all(all.map((one) => migrate(one, sources, { clock: storyClock })));

    const times = new Map<string, number>();
    const applied = (result: MigrationResult) => result.state === 'applied';
    for (const { plugin, name } of results.flat().filter(applied))
      times.set(`${plugin}/${name}`, (times.get(`${plugin}/${name}`) ?? 0) + 1);
    expect(new Set(times.values())).toEqual(new Set([1]));
    expect(times.size).toBe(results[0]?.length);
    expect((await status(database, sources)).pending).toEqual([]);
    expect((await database.query({ text: 'select id from crm.shop_order order by id' })).rows).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    expect(
      (await database.query({ text: `select indisvalid from pg_index where indexrelid = 'crm.shop_order_id'::regclass` })).rows,
    ).toEqual([{ indisvalid: true }]);
  });
});
