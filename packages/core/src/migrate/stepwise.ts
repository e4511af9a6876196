/**
 * A migration marked `-- guanxi: no transaction`: one statement at a time, each noted in the journal, so that a run which was killed
 * is taken up where it ended. A statement may run twice (killed between its end and its note), so it must be repeatable; for CREATE
 * INDEX CONCURRENTLY, which leaves an invalid index when it is killed, the runner sees to that itself.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database, Transaction } from '../database/port.ts';
import type { Outcome } from './apply.ts';
import { failure } from './failure.ts';
import { journalRow, record } from './journal.ts';
import { type LockOptions, locked } from './lock.ts';
import { type Migration, withoutComments } from './source.ts';
import { refuseIfEdited } from './status.ts';

export async function applyStepwise(db: Database, migration: Migration, appliedAt: () => Date, lock: LockOptions): Promise<Outcome> {
  // The embedded database has one connection and one process: nobody else can migrate, and a transaction held open would block us.
  if (db.engine === 'embedded') return steps(db, migration, appliedAt);
  // The lock is held by a transaction on one connection while the statements run on another, outside the scope of that transaction.
  const outside = AsyncLocalStorage.snapshot();
  return locked(db, lock, (tx) => whileHeld(tx, (assertHeld) => outside(() => steps(db, migration, appliedAt, assertHeld))));
}

/** A transaction that sits idle is ended; an index may take an hour. */
const keepAliveMs = 15_000;

/** Keeps the lock's transaction awake during `work`; `assertHeld` throws once it was lost, since somebody else may be at work then. */
async function whileHeld<T>(tx: Transaction, work: (assertHeld: () => void) => Promise<T>): Promise<T> {
  let lost: { readonly error: unknown } | null = null;
  const timer = setInterval(() => {
    tx.query({ text: 'select 1' }).catch((error: unknown) => {
      lost = { error };
    });
  }, keepAliveMs);
  try {
    return await work(() => {
      if (lost) throw lost.error;
    });
  } finally {
    clearInterval(timer);
  }
}

async function steps(db: Database, migration: Migration, appliedAt: () => Date, assertHeld = () => {}): Promise<Outcome> {
  const row = await journalRow(db, migration);
  refuseIfEdited(migration, row);
  if (row?.appliedAt) return 'already';
  await record(db, migration, row?.statementsDone ?? 0, null);
  for (const [index, statement] of migration.statements.entries()) {
    if (index < (row?.statementsDone ?? 0)) continue;
    try {
      if ((await leftover(db, statement)) !== 'valid') await db.script(statement);
    } catch (cause) {
      throw failure(migration, index + 1, cause);
    }
    assertHeld();
    await record(db, migration, index + 1, null);
  }
  await record(db, migration, migration.statements.length, appliedAt());
  return 'applied';
}

const concurrentIndex = /^create\s+(?:unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?\s+on\s+(?:only\s+)?"?crm"?\."?(\w+)"?/i;

/** What an earlier run left of the index that a statement makes; an invalid one is dropped, so that the statement can run again. */
async function leftover(db: Database, statement: string): Promise<'valid' | 'none'> {
  const [, name = '', table = ''] = concurrentIndex.exec(withoutComments(statement)) ?? [];
  if (name === '') return 'none';
  const { rows } = await db.query<{ valid: boolean }>({
    text: `select i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
      where c.relnamespace = 'crm'::regnamespace and c.relname = $1 and i.indrelid = to_regclass($2)`,
    params: [name, `crm."${table}"`],
  });
  if (rows[0] === undefined) return 'none';
  if (rows[0].valid) return 'valid';
  await db.script(`drop index concurrently crm."${name}"`);
  return 'none';
}
