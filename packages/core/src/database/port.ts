/**
 * What the engine asks of a database, whichever one is behind it.
 *
 * Values go in and come out the same way on every engine:
 * - parameters are text, numbers, booleans, null or flat arrays of those (an array binds as a Postgres array; JSON is
 *   passed as text and cast in the statement; instants are passed as ISO 8601 text);
 * - results are raw Postgres text, except that booleans are booleans, int2/int4/float4/float8 are numbers, arrays are
 *   arrays of those, and NULL is null. numeric, int8, timestamptz, date, json and jsonb stay text, in a session at UTC.
 */
export type Parameter = string | number | boolean | null | readonly (string | number | boolean | null)[];

/**
 * One SQL statement with `$1 … $n` placeholders. `prepare` asks for a named prepared statement (hot plans only); `generic` besides,
 * that the server plans it once for all values that it will be given, in place of each time: outside transactions only.
 */
export interface Statement {
  readonly text: string;
  readonly params?: readonly Parameter[];
  readonly prepare?: boolean;
  readonly generic?: boolean;
  /** The transaction has lifted the time limit, and this may take as long as it takes. */
  readonly endless?: boolean;
}

export type ResultRow = Readonly<Record<string, unknown>>;

export interface Result<R = ResultRow> {
  readonly rows: readonly R[];
  /** Rows inserted, updated or deleted; for a SELECT, rows returned. */
  readonly affected: number;
}

/** Interactive work goes first, then background workers, then imports. Postgres ignores it; the embedded queue does not. */
export type Priority = 'interactive' | 'worker' | 'import';

export interface QueryOptions {
  readonly priority?: Priority;
  /** Milliseconds the statement may take; the engine's default when absent. */
  readonly timeoutMs?: number;
}

export interface TransactionOptions extends QueryOptions {
  /** Statements sent in the same flight as BEGIN; their results are handed to `run`. */
  readonly opening?: readonly Statement[];
  /**
   * BEGIN waits for the first statement and goes out with it, and the connection is taken only then. What `opening` answered is handed
   * to nobody.
   */
  readonly late?: boolean;
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  /** How often a serialisation failure or deadlock (40001, 40P01) runs the whole transaction again. Default 3. */
  readonly retries?: number;
  /**
   * `kept`: plans are made once, of prepared statements and of the look-ups behind foreign keys, which otherwise are planned anew for every
   * row: for what writes, and finds its rows by their keys. Default: a plan for the values of each request.
   */
  readonly plans?: 'kept';
  /** Milliseconds a statement waits for a lock. */
  readonly lockTimeoutMs?: number;
}

export interface Transaction {
  query<R = ResultRow>(statement: Statement): Promise<Result<R>>;
  /** Several statements in one round trip, in order; the first error fails the flight. */
  flight(statements: readonly Statement[]): Promise<readonly Result[]>;
  /**
   * The last flight: `closing`, COMMIT, then `after` outside the transaction, pipelined behind the commit: reads only,
   * since a server runs them even when the commit turns out to have rolled back. Once it returns the
   * transaction is over and this handle is revoked. Without a call the scope commits when `run` returns.
   */
  commit(
    closing?: readonly Statement[],
    after?: readonly Statement[],
  ): Promise<{ readonly closing: readonly Result[]; readonly after: readonly Result[] }>;
}

export interface Database {
  readonly engine: 'postgres' | 'embedded';
  /** One statement by itself. */
  query<R = ResultRow>(statement: Statement, options?: QueryOptions): Promise<Result<R>>;
  /**
   * Runs `run` in one transaction: committed when it returns, rolled back when it throws. Nested calls inside the same
   * asynchronous scope throw TRANSACTION_NESTED; use of the handle afterwards throws TRANSACTION_OVER.
   */
  transaction<T>(run: (tx: Transaction, opened: readonly Result[]) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Several statements of DDL or a script without parameters, outside any transaction (for CREATE INDEX CONCURRENTLY). */
  script(text: string): Promise<void>;
  /** Hears notifications of other processes, on a connection of its own that is made anew when it is lost. Not on the embedded one. */
  listen?(channel: string, heard: () => void): Promise<Listening>;
  /**
   * Runs what changes the shape of the database or looks after it as the owner of its tables; everything else runs under the planner's role
   * (see `roles.ts`). Not inside a transaction.
   */
  asOwner<T>(run: (owner: Database) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface Listening {
  close(): Promise<void>;
}
