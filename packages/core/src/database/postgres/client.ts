/**
 * One connection to Postgres: postgres.js with a pool of one, and statements sent through it as text.
 *
 * Why a pool of one, and not the driver's own: every statement of a flight must reach the same connection in one write, nothing of
 * an open transaction may ever run on another connection, and other people's statements must not queue behind a slow one.
 */
import postgres from 'postgres';
import { GuanxiError } from '../../errors.ts';
import { translate } from '../pg-error.ts';
import type { Result, Statement } from '../port.ts';
import { parameterText, parsedTypes, parserOf } from '../values.ts';

export interface ClientSettings {
  readonly url: string;
  /** Named prepared statements; off behind a pooler in transaction mode. */
  readonly prepare: boolean;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  readonly idleTransactionMs: number;
  readonly connectTimeoutMs: number;
}

export interface Client {
  readonly openedAt: number;
  isLost(): boolean;
  /** Sends without waiting for what was sent before. `once`: fail rather than let the driver send it a second time. */
  send(statement: Statement, options?: { readonly once?: boolean }): Promise<Sent>;
  end(): Promise<void>;
}

export interface Sent extends Result {
  readonly command: string;
}

/** A prepared statement is about 26 KB on the server and the driver never closes one. */
const MAX_PREPARED = 300;

// The driver converts what it knows (dates, JSON, bytea); the port promises text, so every type it knows is named here.
const identity = { serialize: (value: unknown) => value, parse: (text: string) => text };
const types = {
  text: { to: 25, from: [17, 26, 114, 1082, 1114, 1184, 3802], ...identity },
  ...Object.fromEntries(
    parsedTypes.map((oid) => [`t${oid}`, { to: oid, from: [oid], serialize: identity.serialize, parse: parserOf(oid) }]),
  ),
};

/** What the driver keeps on a query and does not declare. The version is pinned, and client.test.ts fails if this changes. */
interface QueryInternals {
  parameters: (string | null)[];
  /** There once the statement has been given to the connection. */
  state: unknown;
  retried: unknown;
  cancelled: unknown;
  reject(error: unknown): void;
}

export function openClient(settings: ClientSettings): Client {
  let lost = false;
  let connected = false;
  const prepared = new Set<string>();
  const waiting = new Set<ReturnType<typeof sql.unsafe>>();

  const sql = postgres(settings.url, {
    max: 1,
    max_pipeline: 10_000,
    // The driver's own timers would end the connection between two statements of a transaction; the pool recycles instead.
    max_lifetime: null,
    idle_timeout: 0,
    connect_timeout: settings.connectTimeoutMs / 1_000,
    fetch_types: false,
    prepare: settings.prepare,
    types,
    onnotice: () => undefined,
    // The server tells its settings as soon as it has let us in; a connection that was given up by then is closed.
    onparameter: () => {
      connected = true;
      if (lost) void (sql as unknown as { close(): Promise<void> }).close();
    },
    onclose: () => {
      lost = true;
      for (const query of waiting) abandon(query);
    },
    connection: connectionParameters(settings),
    // The driver's declarations know neither max_pipeline nor text for numeric connection parameters.
  } as unknown as postgres.Options<Record<string, postgres.PostgresType>>);

  function mayPrepare(statement: Statement): boolean {
    if (statement.prepare !== true || !settings.prepare) return false;
    if (prepared.size >= MAX_PREPARED) return prepared.has(statement.text);
    prepared.add(statement.text);
    return true;
  }

  return {
    openedAt: Date.now(),
    isLost: () => lost,
    async send(statement, options = {}) {
      if (lost) throw new GuanxiError('DATABASE_LOST', { reason: 'the connection was closed by the server' });
      const query = sql.unsafe(statement.text, [], { prepare: mayPrepare(statement), simple: false } as { prepare: boolean });
      const internals = query as unknown as QueryInternals;
      // Given as arguments, parameters cost a round trip of their own: the driver first asks the server for their types.
      internals.parameters = (statement.params ?? []).map(parameterText);
      if (options.once) neverAgain(internals);
      waiting.add(query);
      try {
        const rows = await query;
        return { rows: [...rows], affected: rows.count ?? 0, command: rows.command };
      } catch (error) {
        if (lost && (error as { code?: string }).code === '57014')
          throw new GuanxiError('DATABASE_LOST', { reason: 'the connection was closed' }, { cause: error });
        throw translate(error);
      } finally {
        waiting.delete(query);
      }
    },
    async end() {
      // What was still being connected may not linger; what runs gets a moment to finish.
      const timeout = connected ? 1 : 0;
      lost = true;
      await sql.end({ timeout });
    },
  };
}

/**
 * Ends what waits on a connection that was closed. What the driver has not sent it would send after reconnecting, although that belongs
 * to a transaction that is gone. What came between the socket's error and its close the driver has forgotten: it would never settle.
 */
function abandon(query: ReturnType<postgres.Sql['unsafe']>): void {
  const internals = query as unknown as QueryInternals;
  if (internals.state) internals.reject(new GuanxiError('DATABASE_LOST', { reason: 'the connection was closed' }));
  else query.cancel();
}

function connectionParameters(settings: ClientSettings): Readonly<Record<string, string>> {
  return {
    application_name: 'guanxi',
    search_path: 'public',
    TimeZone: 'UTC',
    DateStyle: 'ISO, MDY',
    IntervalStyle: 'iso_8601',
    plan_cache_mode: 'force_custom_plan',
    jit: 'off',
    // What disks and caches are today. The default of 4 is a spinning disk's, and prefers a whole table to an index a third of its size.
    random_page_cost: '1.1',
    // As text: the driver drops parameters whose value is the number 0.
    statement_timeout: String(settings.statementTimeoutMs),
    lock_timeout: String(settings.lockTimeoutMs),
    idle_in_transaction_session_timeout: String(settings.idleTransactionMs),
  };
}

/**
 * The driver sends a prepared statement a second time when its plan no longer fits the table. Inside a pipelined transaction that
 * second time comes after COMMIT, outside the transaction: a write would take effect although everything else was rolled back.
 */
function neverAgain(query: QueryInternals): void {
  Object.defineProperty(query, 'retried', {
    get: () => undefined,
    set(error: unknown) {
      query.cancelled = true;
      query.reject(error);
    },
  });
}
