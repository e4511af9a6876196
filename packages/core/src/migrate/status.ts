/** What the code's migrations and the database's journal say of each other: for boot checks, the command line and the runner. */
import { GuanxiError } from '../errors.ts';
import { type JournalRow, type Queryable, readJournal } from './journal.ts';
import { inOrder } from './order.ts';
import { type Migration, type MigrationSource, readMigrations } from './source.ts';

export interface MigrationId {
  readonly plugin: string;
  readonly name: string;
}
export interface AppliedMigration extends MigrationId {
  /** ISO 8601. */
  readonly appliedAt: string;
}
export interface MigrationStatus {
  readonly applied: readonly AppliedMigration[];
  /** To run, in this order; one that was begun outside a transaction and not finished is among them. */
  readonly pending: readonly MigrationId[];
  /** The file is not the one that was applied. */
  readonly edited: readonly MigrationId[];
  /** In the journal, and unknown to the code of an installed plugin: the database is newer than the program. */
  readonly newer: readonly MigrationId[];
  /** Pending, yet older by name than an applied one of the same plugin: it was not there when that one ran. */
  readonly gaps: readonly MigrationId[];
  /** Journal rows of plugins that are not installed: their tables are kept and left alone. */
  readonly notInstalled: readonly MigrationId[];
}

export async function status(db: Queryable, sources: readonly MigrationSource[]): Promise<MigrationStatus> {
  return compare(sources, await readAll(sources), await readJournal(db));
}

/** The migrations of all sources, in the order in which they run. */
export async function readAll(sources: readonly MigrationSource[]): Promise<readonly Migration[]> {
  return (await Promise.all(inOrder(sources).map(readMigrations))).flat();
}

export function compare(
  sources: readonly MigrationSource[],
  migrations: readonly Migration[],
  journal: readonly JournalRow[],
): MigrationStatus {
  const installed = new Set(sources.map((source) => source.plugin));
  const known = new Set(migrations.map(nameOf));
  const rows = new Map(journal.map((row) => [nameOf(row), row]));
  const isApplied = (id: MigrationId): boolean => typeof rows.get(nameOf(id))?.appliedAt === 'string';
  const pending = migrations.filter((migration) => !isApplied(migration));
  const newest = new Map(migrations.filter(isApplied).map((migration) => [migration.plugin, migration.name]));
  return {
    applied: journal.flatMap(({ plugin, name, appliedAt }) => (appliedAt === null ? [] : [{ plugin, name, appliedAt }])),
    pending: pending.map(idOf),
    edited: migrations.filter((migration) => isEdited(migration, rows.get(nameOf(migration)))).map(idOf),
    newer: journal.filter((row) => installed.has(row.plugin) && !known.has(nameOf(row))).map(idOf),
    gaps: pending.filter(({ plugin, name }) => name < (newest.get(plugin) ?? '')).map(idOf),
    notInstalled: journal.filter((row) => !installed.has(row.plugin)).map(idOf),
  };
}

/** An unfinished migration of which no statement has run may still be corrected: there is nothing yet that would differ. */
const isEdited = (migration: Migration, row: JournalRow | null | undefined): boolean =>
  !!row && row.hash !== migration.hash && (row.appliedAt !== null || row.statementsDone > 0);

/** Throws where running on would make the database something that no version of the code knows. */
export function refuseUnsafe(found: MigrationStatus): void {
  const list = (ids: readonly MigrationId[]) => ({ migrations: ids.map(nameOf).join(', ') });
  if (found.edited.length > 0) throw new GuanxiError('MIGRATION_EDITED', list(found.edited), { details: found.edited });
  if (found.newer.length > 0) throw new GuanxiError('MIGRATION_NEWER', list(found.newer), { details: found.newer });
  if (found.gaps.length > 0) throw new GuanxiError('MIGRATION_GAP', list(found.gaps), { details: found.gaps });
}

/** The same for one migration, asked again under the lock. */
export function refuseIfEdited(migration: Migration, row: JournalRow | null): void {
  if (isEdited(migration, row))
    throw new GuanxiError('MIGRATION_EDITED', { migrations: nameOf(migration) }, { details: [idOf(migration)] });
}

export const nameOf = ({ plugin, name }: MigrationId): string => `${plugin}/${name}`;
const idOf = ({ plugin, name }: MigrationId): MigrationId => ({ plugin, name });
