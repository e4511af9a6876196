/**
 * The one transaction scope of the engine: what `Database.transaction` means on every engine.
 *
 * It opens a session, hands out a handle that dies with the transaction, refuses nesting by the asynchronous context it runs in,
 * ends a transaction that sits idle (on the embedded database it would hold up everybody), and runs the whole again when it lost
 * against another transaction.
 */
import { GuanxiError } from '../errors.ts';
import { TransactionContext } from './context.ts';
import { lateSession } from './late.ts';
import { isRetryable } from './pg-error.ts';
import type { Result, ResultRow, Statement, Transaction, TransactionOptions } from './port.ts';

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

export function createScopes(
  acquire: (options: TransactionOptions) => Session | Promise<Session>,
  options: ScopeOptions = {},
  context = new TransactionContext(),
): Scopes {
  const { idleMs = DEFAULT_IDLE_MS, random = Math.random, sleep = pause } = options;

  async function once<T>(run: Run<T>, o: TransactionOptions): Promise<Outcome<T>> {
    const acquired = () => acquire(o);
    const taken = o.late ? lateSession(acquired) : acquired();
    const session = taken instanceof Promise ? await taken : taken;
    const handle = new Handle(session, idleMs);
    try {
      const opened = await handle.track(session.begin(o));
      const value = await handle.untilExpired(context.run(handle, () => run(handle, opened)));
      if (handle.isOpen()) await handle.commit();
      // The function committed by itself and let no error through, yet nothing was committed.
      if (handle.state === 'over') throw handle.failure;
      return { value };
    } catch (error) {
      // Once committed nothing may be run again, whatever went wrong afterwards.
      const committed = handle.state === 'committed';
      if (!committed) await session.rollback();
      return { error, again: !committed && isRetryable(handle.failure ?? error) };
    } finally {
      handle.revoke();
      session.release();
    }
  }

  return {
    assertOutside() {
      if (context.isInside()) throw new GuanxiError('TRANSACTION_BYPASSED');
    },
    async transaction(run, o = {}) {
      if (context.isInside()) throw new GuanxiError('TRANSACTION_NESTED');
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

/** The handle given to `run`, with what the scope needs to know about it. Every command makes one: it is spared promises and timers. */
class Handle implements Transaction {
  state: 'open' | 'committing' | 'committed' | 'over' = 'open';
  /** The first thing that went wrong. */
  failure: unknown;
  #running = 0;
  #idle: NodeJS.Timeout | null = null;
  #expire: (error: GuanxiError) => void = () => undefined;
  readonly #session: Session;
  readonly #idleMs: number;

  constructor(session: Session, idleMs: number) {
    this.#session = session;
    this.#idleMs = idleMs;
  }

  isOpen(): boolean {
    return this.state === 'open' || this.state === 'committing';
  }

  revoke(): void {
    if (this.state !== 'committed') this.state = 'over';
    if (this.#idle) clearTimeout(this.#idle);
  }

  track<T>(work: Promise<T>): Promise<T> {
    this.#running += 1;
    return work.then(
      (value) => {
        this.#rested();
        return value;
      },
      (error: unknown) => {
        this.failure ??= error;
        this.#rested();
        throw error;
      },
    );
  }

  /** What becomes of `work`, unless the transaction sits idle for too long first. */
  untilExpired<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#expire = reject;
      work.then(resolve, reject);
    });
  }

  async query<R = ResultRow>(statement: Statement): Promise<Result<R>> {
    const [result] = await this.flight([statement]);
    return result as Result<R>;
  }

  async flight(statements: readonly Statement[]): Promise<readonly Result[]> {
    this.#assertOpen();
    return statements.length === 0 ? [] : this.track(this.#session.flight(statements));
  }

  async commit(closing: readonly Statement[] = [], after: readonly Statement[] = []): ReturnType<Session['commit']> {
    this.#assertOpen();
    this.state = 'committing';
    try {
      const results = await this.track(this.#session.commit(closing, after));
      this.state = 'committed';
      return results;
    } catch (error) {
      this.state = error instanceof GuanxiError && error.code === 'AFTER_COMMIT_FAILED' ? 'committed' : 'over';
      // COMMIT of a transaction that a caught error had aborted: that error is what the caller wants to see.
      throw this.state === 'over' ? (this.failure ?? error) : error;
    }
  }

  #assertOpen(): void {
    if (this.state !== 'open') throw new GuanxiError('TRANSACTION_OVER');
  }

  /** From here on it sits idle, unless something else is running. One timer serves all its rests. */
  #rested(): void {
    this.#running -= 1;
    if (this.#running > 0 || this.state !== 'open') return;
    this.#idle = this.#idle?.refresh() ?? setTimeout(() => this.#idled(), this.#idleMs).unref();
  }

  #idled(): void {
    // What is running will rest, and begin to wait anew.
    if (this.#running > 0 || this.state !== 'open') return;
    this.state = 'over';
    this.#expire(new GuanxiError('TRANSACTION_IDLE', { ms: this.#idleMs }));
  }
}
