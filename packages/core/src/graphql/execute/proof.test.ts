/** Plans made once for all values: only where the database would do the same knowing them, tenant by tenant. */
import { onBothEngines } from '@guanxi/testing/database';
import { expect, test } from 'vitest';
import type { Database, Statement } from '../../database/port.ts';
import { makeWorld, manager } from '../hotel-world.fixture.ts';
import { isSameEitherWay, Proof } from './proof.ts';

async function skewed(database: Database): Promise<void> {
  await database.script(`create schema if not exists crm;
    create table crm.thing (tenant int not null, id int not null, at int not null, primary key (tenant, id));
    create index thing_at on crm.thing (at, id);
    insert into crm.thing select 1, n, n from generate_series(1, 20000) n;
    insert into crm.thing select n, 1, 0 from generate_series(2, 1000) n;
    analyze crm.thing`);
}
const newest = (of: number): Statement => ({
  text: `select id from crm.thing where tenant = $1::int order by at desc, id desc limit 5`,
  params: [of],
});
const byKey: Statement = { text: 'select at from crm.thing where tenant = $1::int and id = $2::int', params: [1, 77] };

onBothEngines('a statement planned once', (open, engine) => {
  const isPostgres = engine === 'postgres';

  test('is so where the database does the same with its values and without; not for a tenant that it is not right for', async () => {
    const database = await open({ prepare: skewed, as: 'owner' });
    expect(await isSameEitherWay(database, byKey)).toBe(isPostgres);
    // For the large tenant an index by time is walked, for all others their few rows are sorted: one of them is wrong for the large one.
    expect([await isSameEitherWay(database, newest(1)), await isSameEitherWay(database, newest(5))]).toEqual([false, isPostgres]);
    expect((await database.query(byKey)).rows).toEqual([{ at: 77 }]);
  });

  test('is found out beside the requests, and again after some minutes', async () => {
    const database = await open({ prepare: skewed, as: 'owner' });
    let now = 0;
    let asked = 0;
    const counting: Database = {
      ...database,
      transaction: (run, o) => {
        asked += 1;
        return database.transaction(run, o);
      },
    };
    const kernel = { clock: { now: () => new Date(now) }, database: async () => counting, log: { info() {}, warn() {}, error() {} } };
    const proof = new Proof();
    const settled = async (of: string): Promise<boolean> => {
      for (let n = 0; n < 5; n += 1) proof.holds(kernel, of, byKey);
      await proof.idle();
      return proof.holds(kernel, of, byKey);
    };
    expect(proof.holds(kernel, 'a', byKey)).toBe(false);
    expect([await settled('a'), await settled('b')]).toEqual([isPostgres, isPostgres]);
    expect(asked).toBe(isPostgres ? 2 : 0);
    now += 40 * 60_000;
    await settled('a');
    expect(asked).toBe(isPostgres ? 3 : 0);
  });
});

const asked: readonly (readonly [document: string, variables: object, isSteady: boolean])[] = [
  ['{ guests(first: 3) { nodes { id stays(first: 2) { nodes { room } } } pageInfo { endCursor } } }', {}, true],
  ['query ($n: Int) { guests(first: $n) { nodes { id } } }', { n: 3 }, true],
  ['query ($id: ID!) { guest(id: $id) { name } }', { id: 'gst_000000000000700090000000000000b1' }, true],
  ['{ guests(where: { vip: { eq: true } }) { nodes { id } } }', {}, true],
  ['query ($v: Boolean) { guests(where: { vip: { eq: $v } }) { nodes { id } } }', { v: true }, false],
  ['query ($s: String) { guests(search: $s) { nodes { id } } }', { s: 'x' }, false],
];

onBothEngines('what is asked about', (open) => {
  test('is what binds no value but the tenant, the keys of single records and what the document itself holds', async () => {
    const { executor } = await makeWorld(open);
    for (const [document, variables, isSteady] of asked) {
      const told = await executor.explain({ document, variables: variables as never, actor: manager });
      expect([document, told.includes('planned once for all values')]).toEqual([document, isSteady]);
    }
  });
});
