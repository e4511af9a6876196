/**
 * `crm.journal`: which migrations this database has had. A row without `applied_at` is one that runs outside a transaction and was not
 * finished; `statements_done` says how far it came.
 */
import type { Database, Transaction } from '../database/port.ts';
import { locked } from './lock.ts';
import type { Migration } from './source.ts';

/** Whatever can run a statement: the database by itself or an open transaction. */
export type Queryable = Pick<Transaction, 'query'>;

export interface JournalRow {
  readonly plugin: string;
  readonly name: string;
  readonly hash: string;
  readonly statementsDone: number;
  /** ISO 8601, or null while unfinished. */
  readonly appliedAt: string | null;
}

const schemaSql = 'create schema crm';
const journalSql = `create table crm.journal (
  plugin text collate "C" not null,
  name text collate "C" not null,
  hash text not null,
  statements_done integer not null default 0,
  applied_at timestamptz(3),
  primary key (plugin, name)
)`;

/**
 * What is still missing before the first migration can run. `IF NOT EXISTS` would not do: it asks for the right to create even when
 * the schema is there, which a role that was given a schema made by somebody else does not have. Nor would `to_regclass`: it looks
 * into the session's cache, which does not yet know what another migrator committed while this one was given the lock.
 */
export async function journalPreparation(db: Queryable): Promise<readonly string[]> {
  const { rows } = await db.query<{ schema: boolean; journal: boolean }>({
    text: `select exists (select 1 from pg_namespace where nspname = 'crm') as schema,
      exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'crm' and c.relname = 'journal') as journal`,
  });
  const found = rows[0];
  return [...(found?.schema ? [] : [schemaSql]), ...(found?.journal ? [] : [journalSql])];
}

/** Makes schema and journal where they are missing, however many starters come at once. */
export async function makeJournal(db: Database): Promise<void> {
  if ((await journalPreparation(db)).length === 0) return;
  await locked(db, {}, async (tx) => {
    for (const text of await journalPreparation(tx)) await tx.query({ text });
  });
}

const columns = `plugin, name, hash, statements_done as "statementsDone",
  to_char(applied_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "appliedAt"`;

/** Every row, in the order of plugin and name; none when there is no journal yet. */
export async function readJournal(db: Queryable): Promise<readonly JournalRow[]> {
  if ((await journalPreparation(db)).length > 0) return [];
  return (await db.query<JournalRow>({ text: `select ${columns} from crm.journal order by plugin, name` })).rows;
}

export async function journalRow(db: Queryable, { plugin, name }: Migration): Promise<JournalRow | null> {
  const { rows } = await db.query<JournalRow>({
    text: `select ${columns} from crm.journal where plugin = $1 and name = $2`,
    params: [plugin, name],
  });
  return rows[0] ?? null;
}

/** Notes how far a migration has come; with `appliedAt` it is finished. */
export async function record(db: Queryable, migration: Migration, statementsDone: number, appliedAt: Date | null): Promise<void> {
  await db.query({
    text: `insert into crm.journal (plugin, name, hash, statements_done, applied_at) values ($1, $2, $3, $4, $5::timestamptz)
      on conflict (plugin, name) do update
      set hash = excluded.hash, statements_done = excluded.statements_done, applied_at = excluded.applied_at`,
    params: [migration.plugin, migration.name, migration.hash, statementsDone, appliedAt?.toISOString() ?? null],
  });
}
