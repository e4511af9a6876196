/** What a user needs who comes through a pooler: told as statements, and enough once they are run. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connect, type Database } from '../index.ts';

const server = inject('postgresUrl');

describe.skipIf(server === null)('a user behind a pooler', () => {
  const name = `pooled_${process.pid}`;
  let owner: Database;
  const opened: Database[] = [];
  const pooled = async (): Promise<Database> => {
    const database = await connect({ url: String(server).replace('postgres:postgres', `${name}:${name}`), pooled: true, max: 1 });
    opened.push(database);
    return database;
  };
  beforeAll(async () => {
    owner = await connect({ url: String(server), as: 'owner', max: 1 });
    await owner.script(`create role ${name} login password '${name}' in role guanxi_planner`);
  });
  afterAll(async () => {
    for (const database of opened) await database.close();
    await owner.script(`drop role ${name}`);
    await owner.close();
  });

  test('is refused with the statements that it lacks, and works like any other once they are run', async () => {
    const refusal = await pooled().then(
      () => null,
      (error: { readonly code: string; readonly args: { readonly user: string; readonly sql: string } }) => error,
    );
    expect(refusal).toMatchObject({ code: 'POOLED_USER', args: { user: name } });
    await owner.script(String(refusal?.args.sql));

    const database = await pooled();
    const { rows } = await database.query({
      text: `select current_user::text as role, interval '1 day 2 hours' as span, '2026-01-02T03:04:05Z'::timestamptz as at, current_setting('plan_cache_mode') as plans`,
      prepare: true,
    });
    expect(rows).toEqual([{ role: 'guanxi_planner', span: 'P1DT2H', at: '2026-01-02 03:04:05+00', plans: 'force_custom_plan' }]);
    // Nothing stays behind on a connection that somebody else gets next.
    expect((await database.query({ text: 'select count(*)::int as n from pg_prepared_statements' })).rows).toEqual([{ n: 0 }]);
    expect(database.listen).toBeUndefined();
  });
});
