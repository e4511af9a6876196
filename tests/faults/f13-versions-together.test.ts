/**
 * F13: version N of a plugin has migrated while version N−1 still serves. A migration that only adds leaves the old code at work, and
 * the old version refuses to start again or to migrate, saying which version it lacks.
 */
import type { Database } from '@guanxi/core/database';
import { onBothEngines } from '@guanxi/testing/database';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { type MigrationSource, migrate, plan, status } from '../../packages/core/src/migrate/index.ts';
import { file, migrationFolders, storyClock } from '../../packages/core/src/migrate/sources.fixture.ts';

const folders = await migrationFolders();
afterAll(() => folders.remove());
const o = { clock: storyClock };

onBothEngines('F13 versions N and N−1 together', (open) => {
  let database: Database;
  let old: MigrationSource;
  let current: MigrationSource;
  let orders = 0;

  beforeEach(async () => {
    orders = 0;
    database = await open({ as: 'owner' });
    const first = { '1_first': 'create table crm.shop_order (id int primary key, note text not null)' };
    old = await folders.source('shop', first);
    current = await folders.source('shop', {
      ...first,
      '2_place': file(
        'create table crm.shop_place (id int primary key)',
        'insert into crm.shop_place values (0)',
        'alter table crm.shop_order add column place int not null default 0 references crm.shop_place',
      ),
    });
    await migrate(database, [old], o);
  });

  /** The statement of version N−1, which knows nothing of places. */
  const oldInsert = () => database.query({ text: 'insert into crm.shop_order (id, note) values ($1, $2)', params: [++orders, 'old'] });
  const newInsert = () =>
    database.query({ text: 'insert into crm.shop_order (id, note, place) values ($1, $2, 0)', params: [++orders, 'new'] });

  it('old code goes on writing while and after new code migrates', async () => {
    let migrating = true;
    const serving = (async () => {
      let written = 0;
      for (; migrating; written += 1) await oldInsert();
      return written;
    })();
    await migrate(database, [current], o).finally(() => {
      migrating = false;
    });
    const written = await serving;
    await oldInsert();
    await newInsert();
    const { rows } = await database.query({ text: 'select count(*)::int as orders, sum(place)::int as places from crm.shop_order' });
    expect(rows).toEqual([{ orders: written + 2, places: 0 }]);
  });

  it('old code is told that the database is newer, and changes nothing', async () => {
    await migrate(database, [current], o);
    const newer = { code: 'MIGRATION_NEWER', message: expect.stringContaining('shop/2_place') };
    expect((await status(database, [old])).newer).toEqual([{ plugin: 'shop', name: '2_place' }]);
    await expect(plan(database, [old])).rejects.toMatchObject(newer);
    await expect(migrate(database, [old], o)).rejects.toMatchObject(newer);
    expect((await status(database, [current])).pending).toEqual([]);
  });

  it('both versions migrate at the same moment, and the newer one wins', async () => {
    const [, result] = await Promise.all([migrate(database, [old], o), migrate(database, [current], o)]);
    expect(result.map(({ state }) => state)).toEqual(['already', 'applied']);
  });
});
