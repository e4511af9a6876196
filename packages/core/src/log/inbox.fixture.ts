/** Lines of the inbox put there by hand, so that a test decides which transaction commits when. */
import type { Open } from '@guanxi/testing/database';
import type { Database, Statement } from '../database/port.ts';
import { kernelMigrations, migrate } from '../migrate/index.ts';

export const tenantA = '0190c000-0000-7000-8000-00000000000a';
export const tenantB = '0190c000-0000-7000-8000-00000000000b';

const clock = { now: () => new Date('2026-01-05T01:00:00.000Z') };
const prepare = async (database: Database): Promise<void> => void (await migrate(database, [kernelMigrations], { clock }));

/** A migrated database without plugins. */
export const openLog = (open: Open): Promise<Database> => open({ prepare });

/** `n` lines of one type; `data` says which. */
export const lines = (type: string, numbers: readonly number[], tenant: string = tenantA): Statement => ({
  text: `insert into crm.event_inbox (tenant_id, id, type, version, subject_type, subject_id, data, actor, command, occurred_at)
    select $1, gen_random_uuid(), $2, 1, 'Thing', $1::uuid, json_build_object('n', n), '{"kind":"service","id":"svc_test"}', 'doThing', '2026-01-05T01:00:00Z'
    from unnest($3::int[]) with ordinality as u(n, i) order by i`,
  params: [tenant, type, numbers],
});

export const say = async (database: Database, type: string, numbers: readonly number[], tenant?: string): Promise<void> => {
  await database.query(lines(type, numbers, tenant));
};
