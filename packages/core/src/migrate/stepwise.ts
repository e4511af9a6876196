/**
 * A migration marked `-- guanxi: no transaction`: one statement at a time, each noted in the journal, so that a run which was killed
 * is taken up where it ended. A statement may run twice (killed between its end and its note), so it must be repeatable; for CREATE
 * INDEX CONCURRENTLY, which leaves an invalid index when it is killed, the runner sees to that itself.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Database, Transaction } from '../database/port.ts';
import type { Outcome } from './apply.ts';
import { failure } from './failure.ts';
import { journalRow, record } from './journal.ts';
import { type LockOptions, locked } from './lock.ts';
import { type Migration, withoutComments } from './source.ts';
import { refuseIfEdited } from './status.ts';

/** On Postgres it needs two connections: one holds the lock while the statements run on another. */
export async function applyStepwise(db: Database, migration: Migration, appliedAt: () => Date, lock: LockOptions): Promise<Outcome> {
  // The embedded database has one connection and one process: nobody else can migrate, and a transaction held open would block us.
  if (db.engine === 'embedded') return steps(db, migration, appliedAt, (statement) => db.script(statement));
  // What runs in here is outside the scope of the transaction that holds the lock.
  const outside = AsyncLocalStorage.snapshot();
  return locked(db, lock, (tx) =>
    whileHeld(tx, (assertHeld) =>
      outside(async () => {
        await assertSecondConnection(db, migration, lock.lockTimeoutMs ?? 0);
        return steps(db, migration, appliedAt, async (statement) => {
          await db.script(`set lock_timeout = ${lockTimeoutOf(statement, lock)}; ${statement}`);
          assertHeld();
        });
      }),
    ),
  );
}

/** With a pool of one the statements would wait for ever for the connection that holds the lock. */
async function assertSecondConnection(db: Database, migration: Migration, limitMs: number): Promise<void> {
  if (limitMs === 0) return;
  const over = new AbortController();
  const problem = `no second connection was free within ${limitMs} ms, and outside a transaction a migration needs two`;
  const late = setTimeout(limitMs, null, { signal: over.signal }).then(
    () => Promise.reject(failure(migration, 1, new Error(problem))),
    () => undefined,
  );
  await Promise.race([db.query({ text: 'select 1' }), late]).finally(() => over.abort());
}

/** A concurrent build waits for every older transaction, and nobody waits for it: giving up would only leave an invalid index. */
const lockTimeoutOf = (statement: string, lock: LockOptions): number =>
  /\bconcurrently\b/i.test(statement) ? 0 : (lock.lockTimeoutMs ?? 0);

/** A transaction that sits idle is ended; an index may take an hour. */
const keepAliveMs = 15_000;

/**
 * Keeps the lock's transaction awake during `work`; `assertHeld` throws once it was lost, since somebody else may be at work then.
 * It is kept awake with SET and not with SELECT: the driver leaves the last statement open, and an open SELECT keeps its snapshot, for
 * which the concurrent build would wait.
 */
async function whileHeld<T>(tx: Transaction, work: (assertHeld: () => void) => Promise<T>): Promise<T> {
  const stir = () => tx.query({ text: 'set local statement_timeout = 0' });
  await stir();
  let lost: { readonly error: unknown } | null = null;
  const timer = setInterval(() => {
    stir().catch((error: unknown) => {
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

async function steps(
  db: Database,
  migration: Migration,
  appliedAt: () => Date,
  run: (statement: string) => Promise<void>,
): Promise<Outcome> {
  const row = await journalRow(db, migration);
  refuseIfEdited(migration, row);
  if (row?.appliedAt) return 'already';
  const done = row?.statementsDone ?? 0;
  await record(db, migration, done, null);
  for (const [index, statement] of migration.statements.entries()) {
    if (index < done) continue;
    try {
      if (!(await isBuilt(db, statement))) await run(statement);
    } catch (cause) {
      throw failure(migration, index + 1, cause);
    }
    await record(db, migration, index + 1, null);
  }
  await record(db, migration, migration.statements.length, appliedAt());
  return 'applied';
}

const concurrentIndex =
  /^create\s+(?:unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?\s+on\s+(?:only\s+)?"?crm"?\."?(\w+)"?/i;

/** Whether an earlier run finished the index that a statement makes. An invalid one it left is dropped, so that the statement can run. */
async function isBuilt(db: Database, statement: string): Promise<boolean> {
  const [, name = '', table = ''] = concurrentIndex.exec(withoutComments(statement)) ?? [];
  if (name === '') return false;
  const { rows } = await db.query<{ valid: boolean }>({
    text: `select i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
      where c.relnamespace = 'crm'::regnamespace and c.relname = $1 and i.indrelid = to_regclass($2)`,
    params: [name, `crm."${table}"`],
  });
  if (rows[0]?.valid === false) await db.script(`drop index concurrently crm."${name}"`);
  return rows[0]?.valid === true;
}
