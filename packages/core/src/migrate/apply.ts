/** One migration in one transaction, together with its line in the journal: both are there afterwards, or neither. */
import type { Database } from '../database/port.ts';
import { failure } from './failure.ts';
import { journalRow, record } from './journal.ts';
import { type LockOptions, locked } from './lock.ts';
import type { Migration } from './source.ts';
import { refuseIfEdited } from './status.ts';

export type Outcome = 'applied' | 'already';

export async function apply(db: Database, migration: Migration, appliedAt: () => Date, lock: LockOptions): Promise<Outcome> {
  let running = 0;
  try {
    return await locked(db, lock, async (tx) => {
      // Asked again under the lock: another migrator may have been faster.
      const row = await journalRow(tx, migration);
      refuseIfEdited(migration, row);
      if (row?.appliedAt) return 'already';
      running = 0;
      for (const text of migration.statements) {
        running += 1;
        await tx.query({ text });
      }
      await record(tx, migration, migration.statements.length, appliedAt());
      return 'applied';
    });
  } catch (cause) {
    // Before the first statement it is the database that failed, not the migration.
    throw running === 0 ? cause : failure(migration, running, cause);
  }
}
