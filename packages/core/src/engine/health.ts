/** What the database says of itself, for people who look for what is wrong (`guanxi doctor`). */

import type { Database } from '../database/index.ts';
import { type DatabaseUser, databaseUser } from '../migrate/index.ts';
import type { Clock } from '../model/ids.ts';

export interface Health {
  readonly engine: Database['engine'];
  /** `PostgreSQL 17.5`. */
  readonly version: string;
  /** How long one statement took. */
  readonly answerMs: number;
  /** How far the database's clock is before the engine's. */
  readonly clockOffsetMs: number;
  /** Whether whoever migrates may make tables. */
  readonly mayCreate: boolean;
  /** Who signs in, and whether the walls in the database hold for them. */
  readonly user: DatabaseUser;
  /** Foreign keys, as `table (columns)`, whose rows no index finds: a delete of what they refer to reads the whole table. */
  readonly unindexed: readonly string[];
}

const about = `select split_part(version(), ' on ', 1) as version, (extract(epoch from clock_timestamp()) * 1000)::float8 as now`;
const mayCreate = `select coalesce((select has_schema_privilege(oid, 'create') from pg_namespace where nspname = 'crm'), has_database_privilege(current_database(), 'create')) as may_create`;
const unindexed = `select c.conrelid::regclass::text || ' (' || (select string_agg(a.attname, ', ' order by k.n)
    from unnest(c.conkey) with ordinality k(att, n) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.att) || ')' as relation
  from pg_constraint c join pg_namespace n on n.oid = c.connamespace
  where n.nspname = 'crm' and c.contype = 'f' and not exists (
    select 1 from pg_index i where i.indrelid = c.conrelid and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)
  order by 1`;

export async function healthOf(database: Database, clock: Clock): Promise<Health> {
  const started = performance.now();
  const { rows } = await database.query<{ version: string; now: number }>({ text: about });
  const answerMs = Math.round(performance.now() - started);
  const [found] = rows;
  const relations = await database.query<{ relation: string }>({ text: unindexed });
  return {
    engine: database.engine,
    version: found?.version ?? '',
    answerMs,
    clockOffsetMs: Math.round((found?.now ?? 0) - clock.now().getTime()),
    mayCreate: await database.asOwner(async (owner) => (await owner.query({ text: mayCreate })).rows[0]?.['may_create'] === true),
    user: await databaseUser(database),
    unindexed: relations.rows.map((r) => r.relation),
  };
}
