/** What `migrate` would run, with its SQL: for people who want to read before they run, or who must hand it to someone else. */
import type { Database } from '../database/port.ts';
import { journalPreparation, readJournal } from './journal.ts';
import { kernelName } from './order.ts';
import { missingRoles } from './roles.ts';
import type { Migration, MigrationSource } from './source.ts';
import { compare, nameOf, readAll, refuseUnsafe } from './status.ts';

export interface MigrationPlan {
  /** What makes the schema and the journal, where they are missing. */
  readonly preparation: readonly string[];
  readonly migrations: readonly Migration[];
  /** What makes the roles that are missing in the cluster. Grants and row policies follow the migrations, for the tables there are then. */
  readonly roles: readonly string[];
}

/** Refuses what `migrate` would refuse. */
export async function plan(db: Database, sources: readonly MigrationSource[]): Promise<MigrationPlan> {
  const migrations = await readAll(sources);
  const found = compare(sources, migrations, await readJournal(db));
  refuseUnsafe(found);
  const pending = new Set(found.pending.map(nameOf));
  return {
    preparation: await journalPreparation(db),
    migrations: migrations.filter((migration) => pending.has(nameOf(migration))),
    roles: await missingRoles(
      db,
      sources.map((source) => source.plugin).filter((plugin) => plugin !== kernelName),
      true,
    ),
  };
}
