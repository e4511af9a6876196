/**
 * The one transaction scope of the engine: what `Database.transaction` means on every engine.
 *
 * It opens a session, hands out a handle that dies with the transaction, refuses nesting by the asynchronous context it runs in,
 * ends a transaction that sits idle (on the embedded database it would hold up everybody), and runs the whole again when it lost
 * against another transaction.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { GuanxiError } from '../errors.ts';
import { lateSession } from './late.ts';
import { isRetryable } from './pg-error.ts';
import type { Priority, Result, ResultRow, Statement, Transaction, TransactionOptions } from './port.ts';

/** One connection inside one transaction. `commit` throws unless the server says it committed. */
export interface Session {
  begin(options: TransactionOptions): Promise<readonly Result[]>;
  flight(statements: readonly Statement[]): Promise<readonly Result[]>;
  commit(
    closing: readonly Statement[],
    after: readonly Statement[],
  ): Promise<{ readonly closing: readonly Result[]; readonly after: readonly Result[] }>;
  /** Never throws; a session that cannot roll back is thrown away. */
  rollback(): Promise<void>;
  release(): void;
}

export interface ScopeOptions {
  /** Milliseconds a transaction may wait between two statements. */
  readonly idleMs?: number;
  /** Injected so that tests decide how long a retry waits. */
  readonly random?: () => number;
  readonly sleep?: (ms: number) => Promise<void>;
}

type Run<T> = (tx: Transaction, opened: readonly Result[]) => Promise<T>;

export interface Scopes {
  transaction<T>(run: Run<T>, options?: TransactionOptions): Promise<T>;
  /** Throws when called inside an open transaction: the outer handle would wait for itself, or read without its writes. */
  assertOutside(): void;
}

const DEFAULT_RETRIES = 3;
const DEFAULT_IDLE_MS = 60_000;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Whether an asynchronous scope is inside a transaction. Shared where two kinds of sessions are of one connection. */
export type OpenTransaction = AsyncLocalStorage<{ readonly isOpen: () => boolean }>;

export function createScopes(
  acquire: (priority: Priority) => Promise<Session>,
  options: ScopeOptions = {},
  current: OpenTransaction = new AsyncLocalStorage(),
): Scopes {
  const { idleMs = DEFAULT_IDLE_MS, random = Math.random, sleep = pause } = options;

  async function once<T>(run: Run<T>, o: TransactionOptions): Promise<Outcome<T>> {
    const acquired = () => acquire(o.priority ?? 'interactive');
    const session = o.late ? lateSession(acquired) : await acquired();
    const handle = createHandle(session, idleMs);
    try {
      const opened = await handle.track(() => session.begin(o));
      const value = await Promise.race([current.run(handle, () => run(handle.tx, opened)), handle.expired]);
      if (handle.isOpen()) await handle.tx.commit();
      // The function committed by itself and let no error through, yet nothing was committed.
      if (handle.state() === 'over') throw handle.firstFailure();
      return { value };
    } catch (error) {
      // Once committed nothing may be run again, whatever went wrong afterwards.
      const committed = handle.state() === 'committed';
      if (!committed) await session.rollback();
      return { error, again: !committed && isRetryable(handle.firstFailure() ?? error) };
    } finally {
      handle.revoke();
      session.release();
    }
  }

  return {
    assertOutside() {
      if (current.getStore()?.isOpen()) throw new GuanxiError('TRANSACTION_BYPASSED');
    },
    async transaction(run, o = {}) {
      if (current.getStore()?.isOpen()) throw new GuanxiError('TRANSACTION_NESTED');
      const retries = o.retries ?? DEFAULT_RETRIES;
      for (let attempt = 0; ; attempt += 1) {
        const outcome = await once(run, o);
        if ('value' in outcome) return outcome.value;
        if (!outcome.again || attempt >= retries) throw outcome.error;
        // Full jitter: two transactions that collided do not meet again at the same moment.
        await sleep(random() * Math.min(1_000, 20 * 2 ** attempt));
      }
    },
  };
}

type Outcome<T> = { readonly value: T } | { readonly error: unknown; readonly again: boolean };

/** The handle given to `run`, with what the scope needs to know about it. */
function createHandle(session: Session, idleMs: number) {
  let state: 'open' | 'committing' | 'committed' | 'over' = 'open';
  let running = 0;
  let failure: unknown;
  let idle: NodeJS.Timeout | undefined;
  let expire!: (error: GuanxiError) => void;
  const expired = new Promise<never>((_, reject) => {
    expire = reject;
  });
  // Nobody waits for it any more once the transaction is over.
  expired.catch(() => undefined);

  const revoke = () => {
    if (state !== 'committed') state = 'over';
    clearTimeout(idle);
  };

  async function track<T>(work: () => Promise<T>): Promise<T> {
    clearTimeout(idle);
    running += 1;
    try {
      return await work();
    } catch (error) {
      failure ??= error;
      throw error;
    } finally {
      running -= 1;
      if (running === 0 && state === 'open') {
        idle = setTimeout(() => {
          state = 'over';
          expire(new GuanxiError('TRANSACTION_IDLE', { ms: idleMs }));
        }, idleMs);
        idle.unref();
      }
    }
  }

  function assertOpen() {
    if (state !== 'open') throw new GuanxiError('TRANSACTION_OVER');
  }

  const tx: Transaction = {
    async query<R = ResultRow>(statement: Statement) {
      assertOpen();
      const [result] = await track(() => session.flight([statement]));
      return result as Result<R>;
    },
    async flight(statements) {
      assertOpen();
      return statements.length === 0 ? [] : track(() => session.flight(statements));
    },
    async commit(closing = [], after = []) {
      assertOpen();
      state = 'committing';
      try {
        const results = await track(() => session.commit(closing, after));
        state = 'committed';
        return results;
      } catch (error) {
        state = error instanceof GuanxiError && error.code === 'AFTER_COMMIT_FAILED' ? 'committed' : 'over';
        // COMMIT of a transaction that a caught error had aborted: that error is what the caller wants to see.
        throw state === 'over' ? (failure ?? error) : error;
      }
    },
  };

  return {
    tx,
    track,
    expired,
    revoke,
    isOpen: () => state === 'open' || state === 'committing',
    state: () => state,
    firstFailure: () => failure,
  };
}
