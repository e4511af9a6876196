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
import { startParameters } from './settings.ts';

export interface ClientSettings {
  readonly url: string;
  /** Behind a pooler in transaction mode: a connection is another one with each transaction. */
  readonly pooled: boolean;
  /** Named prepared statements; off behind such a pooler. */
  readonly prepare: boolean;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  readonly idleTransactionMs: number;
  readonly connectTimeoutMs: number;
  /** What a server may owe an answer beyond a statement's time limit before it counts as gone. */
  readonly silentMs: number;
}

export interface Client {
  readonly openedAt: number;
  /** Whether it last ran a statement that is planned once for all values: the next such costs it nothing. */
  isGeneric(): boolean;
  isLost(): boolean;
  /** Sends without waiting for what was sent before. */
  send(statement: Statement, options?: SendOptions): Promise<Sent>;
  end(): Promise<void>;
}

export interface SendOptions {
  /** Fail rather than let the driver send it a second time. */
  readonly once?: boolean;
  /** Its time limit in milliseconds, where it is not the connection's; 0: none. */
  readonly limitMs?: number;
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
  let isGeneric = false;
  const prepared = new Set<string>();
  /** What the server owes an answer, with its time limit. */
  const waiting = new Map<ReturnType<typeof sql.unsafe>, number>();
  const silence = createSilence(settings.silentMs, waiting, (ms) => {
    lose(`the server has not answered for ${ms} ms`);
    sql.end({ timeout: 0 }).catch(() => undefined);
  });

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
    onclose: () => lose('the connection was closed'),
    connection: startParameters(settings),
    // The driver's declarations know neither max_pipeline nor text for numeric connection parameters.
  } as unknown as postgres.Options<Record<string, postgres.PostgresType>>);

  function lose(reason: string): void {
    lost = true;
    for (const query of waiting.keys()) abandon(query, reason);
  }

  function mayPrepare(statement: Statement): boolean {
    if (statement.prepare !== true || !settings.prepare) return false;
    if (prepared.size >= MAX_PREPARED) return prepared.has(statement.text);
    prepared.add(statement.text);
    return true;
  }

  /** How prepared statements are planned is a setting of the session; it goes out with the first statement that wants it otherwise. */
  function planAs(generic: boolean): void {
    if (generic === isGeneric) return;
    isGeneric = generic;
    const setting = generic ? 'force_generic_plan' : 'force_custom_plan';
    // Where it fails the connection is lost, and so is the statement behind it.
    sql.unsafe(`set plan_cache_mode = ${setting}`, [], { prepare: true }).catch(() => undefined);
  }

  return {
    openedAt: Date.now(),
    isGeneric: () => isGeneric,
    isLost: () => lost,
    async send(statement, options = {}) {
      if (lost) throw new GuanxiError('DATABASE_LOST', { reason: 'the connection was closed by the server' });
      const prepare = mayPrepare(statement);
      planAs(prepare && statement.generic === true);
      const query = sql.unsafe(statement.text, [], { prepare, simple: false } as { prepare: boolean });
      const internals = query as unknown as QueryInternals;
      // Given as arguments, parameters cost a round trip of their own: the driver first asks the server for their types.
      internals.parameters = (statement.params ?? []).map(parameterText);
      if (options.once) neverAgain(internals);
      waiting.set(query, options.limitMs ?? settings.statementTimeoutMs);
      silence.begun();
      try {
        const rows = await query;
        return { rows: [...rows], affected: rows.count ?? 0, command: rows.command };
      } catch (error) {
        if (lost && (error as { code?: string }).code === '57014')
          throw new GuanxiError('DATABASE_LOST', { reason: 'the connection was closed' }, { cause: error });
        throw translate(error);
      } finally {
        waiting.delete(query);
        silence.heard();
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
function abandon(query: ReturnType<postgres.Sql['unsafe']>, reason: string): void {
  const internals = query as unknown as QueryInternals;
  if (internals.state) internals.reject(new GuanxiError('DATABASE_LOST', { reason }));
  else query.cancel();
}

/** How long a timer is at most: behind a statement without a limit another may come that has one. */
const LONGEST_LOOK_MS = 60_000;

/**
 * A network may be cut without anybody being told. But a server that owes an answer says something within the time limit of a statement: it
 * ends those that take longer. One timer for a connection, and not one for each statement.
 */
function createSilence(silentMs: number, waiting: ReadonlyMap<unknown, number>, tooLong: (ms: number) => void) {
  let since = 0;
  let timer: NodeJS.Timeout | null = null;
  const patience = (): number => {
    const limits = [...waiting.values()];
    return limits.includes(0) ? Number.POSITIVE_INFINITY : Math.max(...limits) + silentMs;
  };

  function look(): void {
    timer = null;
    if (waiting.size === 0) return;
    const silent = performance.now() - since;
    if (silent >= patience()) tooLong(Math.round(silent));
    else watch(patience() - silent);
  }

  function watch(ms: number): void {
    timer = setTimeout(look, Math.min(Math.ceil(ms), LONGEST_LOOK_MS));
    timer.unref();
  }

  return {
    begun() {
      if (waiting.size === 1) since = performance.now();
      if (timer === null) watch(patience());
    },
    heard() {
      since = performance.now();
    },
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
