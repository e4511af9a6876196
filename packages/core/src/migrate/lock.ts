/**
 * One migrator at a time: within this process by a queue per database, among processes by an advisory lock that ends with its
 * transaction, and so with the life of whoever held it.
 */
import { setTimeout } from 'node:timers/promises';
import type { Database, Transaction } from '../database/port.ts';

const queues = new WeakMap<Database, Promise<unknown>>();

/** Runs what is asked of one database one after another, so that waiting migrators do not use up its connections. */
export function inTurn<T>(db: Database, run: () => Promise<T>): Promise<T> {
  const mine = (queues.get(db) ?? Promise.resolve()).then(run);
  queues.set(
    db,
    mine.catch(() => undefined),
  );
  return mine;
}

/** 'guan' in ASCII: apart from the keys an embedder may use for locks of its own. */
const lockKey = [0x6775616e, 1] as const;
/** Migrations take as long as they take: no limit of the connection's may end one in the middle. Half an hour of embedded worker time. */
const timeLimitMs = 1_800_000;
const firstWaitMs = 10;
const longestWaitMs = 500;

export interface LockOptions {
  /** How long a statement of the transaction waits for a lock on a table. */
  readonly lockTimeoutMs?: number | undefined;
  readonly onWait?: (() => void) | undefined;
}

/**
 * Runs `run` in a transaction that holds the migration lock. The lock is tried and tried again rather than waited for: a waiting
 * SELECT keeps its snapshot, and the CREATE INDEX CONCURRENTLY of the migrator which holds the lock would wait for that for ever.
 */
export async function locked<T>(db: Database, o: LockOptions, run: (tx: Transaction) => Promise<T>): Promise<T> {
  let told = false;
  for (let wait = firstWaitMs; ; wait = Math.min(wait * 2, longestWaitMs)) {
    const outcome = await db.transaction(
      async (tx) => {
        const { rows } = await tx.query<{ held: boolean }>({
          text: 'select pg_try_advisory_xact_lock($1::int, $2::int) as held',
          params: lockKey,
        });
        if (!rows[0]?.held) return null;
        await tx.query({
          text: `select set_config('lock_timeout', $1, true), set_config('statement_timeout', '0', true),
            set_config('idle_in_transaction_session_timeout', '0', true)`,
          params: [`${o.lockTimeoutMs ?? 0}`],
        });
        return { value: await run(tx) };
      },
      { timeoutMs: timeLimitMs },
    );
    if (outcome) return outcome.value;
    if (!told) o.onWait?.();
    told = true;
    await setTimeout(wait);
  }
}
