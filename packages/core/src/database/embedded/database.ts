/**
 * The embedded Postgres behind the port: one connection in a thread of its own, one user at a time.
 *
 * When the thread dies (a statement over its time, a full disk) a directory is opened again on the next use and Postgres recovers it
 * from its log. An in-memory database is gone then, and says so: starting an empty one in its place would look like lost data.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GuanxiError } from '../../errors.ts';
import { TransactionContext } from '../context.ts';
import type { Database, Priority, Result } from '../port.ts';
import { becomePlanner } from '../roles.ts';
import { createScopes, type ScopeOptions } from '../scope.ts';
import { createSlots } from '../slots.ts';
import { splitScript } from '../split.ts';
import { type DirectoryLock, lockDirectory } from './lock.ts';
import { createSession } from './session.ts';
import { startThread, type Thread } from './thread.ts';

export interface EmbeddedOptions extends ScopeOptions {
  /** Where the data is kept; in memory when absent. */
  readonly directory?: string;
  /** For an in-memory database: what `snapshot()` of another one gave. */
  readonly snapshot?: Uint8Array;
  readonly statementTimeoutMs?: number;
}

export interface EmbeddedDatabase extends Database {
  readonly engine: 'embedded';
  /** The whole database as bytes, to open copies of it in memory. */
  snapshot(): Promise<Uint8Array>;
}

/** A script may build an index over millions of rows; only setTimeout's own limit holds for it. */
const NO_LIMIT = 2 ** 31 - 1;

export async function connectEmbedded(options: EmbeddedOptions = {}): Promise<EmbeddedDatabase> {
  const { directory, snapshot: dump, statementTimeoutMs = 30_000 } = options;
  const slots = createSlots(1);
  let lock: DirectoryLock | undefined;
  if (directory !== undefined) {
    await mkdir(directory, { recursive: true });
    lock = await lockDirectory(directory);
  }
  const data = directory === undefined ? undefined : join(directory, 'data');
  const start = () => startThread(data === undefined ? { ...(dump && { dump }) } : { directory: data });
  let closed = false;
  let thread: Thread = await start().catch(async (error: unknown) => {
    await lock?.release();
    throw error;
  });

  /** Under which role the session is: the owner's, as it was opened, or the planner's. */
  let role: 'owner' | 'planner' = 'owner';

  /** The living thread, for whoever holds the slot. */
  async function lease(wanted: typeof role, priority?: Priority): Promise<{ readonly thread: Thread; readonly release: () => void }> {
    if (closed) throw new GuanxiError('DATABASE_CLOSED');
    const release = await slots.acquire(priority);
    try {
      if (closed) throw new GuanxiError('DATABASE_CLOSED');
      if (thread.isGone()) {
        if (data === undefined) throw new GuanxiError('DATABASE_BROKEN', { reason: 'its thread ended' });
        thread = await start();
        role = 'owner';
      }
      if (role !== wanted) await become(wanted);
      return { thread, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  async function become(wanted: typeof role): Promise<void> {
    const [result] = await thread.run([wanted === 'owner' ? { text: 'reset role' } : becomePlanner], statementTimeoutMs);
    // Before the first migration there is no such role: it is asked for again the next time.
    role = wanted === 'planner' && result?.rows[0]?.['role'] === null ? 'owner' : wanted;
  }

  const context = new TransactionContext();
  const viewOf = (as: typeof role): Database & { readonly engine: 'embedded' } => {
    const scopes = createScopes(
      async (o) => {
        const { thread: held, release } = await lease(as, o.priority);
        return createSession(held, statementTimeoutMs, release);
      },
      options,
      context,
    );
    async function withThread<T>(work: (thread: Thread) => Promise<T>, priority?: Priority): Promise<T> {
      scopes.assertOutside();
      const { thread: held, release } = await lease(as, priority);
      try {
        return await work(held);
      } finally {
        release();
      }
    }
    return {
      engine: 'embedded',
      query(statement, o = {}) {
        return withThread(async (held) => {
          const [result] = await held.run([statement], o.timeoutMs ?? statementTimeoutMs);
          return { rows: result?.rows ?? [], affected: result?.affected ?? 0 } as Result<never>;
        }, o.priority);
      },
      transaction: (run, o) => scopes.transaction(run, o),
      script(text) {
        return withThread(async (held) => {
          for (const statement of splitScript(text)) await held.run([{ text: statement }], NO_LIMIT);
        }, 'worker');
      },
      asOwner: (run) => run(owner),
      close,
    };
  };

  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    // What is running may finish; what waits is refused.
    const release = await slots.acquire();
    await thread.close();
    await lock?.release();
    release();
  }

  const owner = viewOf('owner');
  return {
    ...viewOf('planner'),
    async snapshot() {
      const { thread: held, release } = await lease('owner');
      try {
        return await held.snapshot();
      } finally {
        release();
      }
    },
  };
}
