/** The runner: brings a database to what the code expects. Nothing else in the engine changes the shape of a table. */
import type { Database } from '../database/port.ts';
import type { Clock } from '../model/ids.ts';
import { apply, type Outcome } from './apply.ts';
import { makeJournal, readJournal } from './journal.ts';
import { inTurn } from './lock.ts';
import { admitLogin } from './roles.ts';
import type { Migration, MigrationSource } from './source.ts';
import { compare, nameOf, readAll, refuseUnsafe } from './status.ts';
import { applyStepwise } from './stepwise.ts';
import { raiseWalls } from './walls.ts';

export interface MigrationProgress {
  readonly plugin: string;
  readonly name: string;
  /** `waiting`: another migrator is at work. */
  readonly state: 'started' | 'waiting' | Outcome;
  /** Counted among those that were pending, from 1. */
  readonly position: number;
  readonly of: number;
}
export interface MigrateOptions {
  readonly clock: Clock;
  readonly onProgress?: (progress: MigrationProgress) => void;
  /**
   * How long a statement waits for a lock on a table before the migration is given up and rolled back: everyone who wants that table
   * afterwards queues behind it. Default 5 seconds. Waiting for another migrator is not limited.
   */
  readonly lockTimeoutMs?: number;
  /** A user that programs sign in as: it is allowed to become the engine's role. */
  readonly login?: string | undefined;
}
export interface MigrationResult {
  readonly plugin: string;
  readonly name: string;
  readonly state: Outcome;
  readonly ms: number;
}

/**
 * Runs what is pending, each migration exactly once however many run this at the same time, and answers with every migration of the
 * sources. Killed anywhere, the next run completes. Throws MIGRATION_EDITED, MIGRATION_NEWER or MIGRATION_GAP before it changes
 * anything; MIGRATION_FAILED or MIGRATION_LOCKED with those before it applied; ROLES_FORBIDDEN or LOGIN_UNKNOWN with all applied.
 */
export function migrate(db: Database, sources: readonly MigrationSource[], o: MigrateOptions): Promise<readonly MigrationResult[]> {
  return inTurn(db, async () => {
    const migrations = await readAll(sources);
    await makeJournal(db);
    const journal = await readJournal(db);
    const found = compare(sources, migrations, journal);
    refuseUnsafe(found);
    const pending = found.pending.map(nameOf);
    const results: MigrationResult[] = [];
    for (const migration of migrations) {
      const position = pending.indexOf(nameOf(migration)) + 1;
      results.push(position === 0 ? resultOf(migration, 'already', 0) : await run(db, migration, position, pending.length, o));
    }
    await raiseWalls(
      db,
      { installed: sources.map((source) => source.plugin), known: journal.map((row) => row.plugin) },
      { lockTimeoutMs: o.lockTimeoutMs ?? 5_000 },
    );
    if (o.login !== undefined) await admitLogin(db, o.login);
    return results;
  });
}

async function run(db: Database, migration: Migration, position: number, of: number, o: MigrateOptions): Promise<MigrationResult> {
  const tell = (state: MigrationProgress['state']) =>
    o.onProgress?.({ plugin: migration.plugin, name: migration.name, state, position, of });
  const began = o.clock.now().getTime();
  tell('started');
  const lock = { lockTimeoutMs: o.lockTimeoutMs ?? 5_000, onWait: () => tell('waiting') };
  const state = await (migration.transaction ? apply : applyStepwise)(db, migration, () => o.clock.now(), lock);
  tell(state);
  return resultOf(migration, state, o.clock.now().getTime() - began);
}

const resultOf = ({ plugin, name }: Migration, state: Outcome, ms: number): MigrationResult => ({ plugin, name, state, ms });
