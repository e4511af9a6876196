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
import { createLine } from './dial.ts';
import { Sending } from './sending.ts';
import { startParameters } from './settings.ts';
import { createSilence } from './silence.ts';

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

/**
 * How prepared statements are planned: for the values of each request; once for all values; or, `kept`, as Postgres sees fit, which is once
 * for what finds its rows by their keys.
 */
export type Plans = 'custom' | 'generic' | 'kept';

export interface Client {
  readonly openedAt: number;
  /** How it planned what it ran last: the next that wants it so costs nothing more. */
  readonly plans: Plans;
  /** False behind a pooler in transaction mode, where the next transaction is on another connection. */
  readonly keepsSettings: boolean;
  isLost(): boolean;
  /** One statement by itself, without waiting for what was sent before. `limitMs`: its time limit, where it is not the connection's; 0: none. */
  send(statement: Statement, options?: { readonly limitMs?: number }): Promise<Sent>;
  /** Several statements of a transaction, in one go: what became of each, once all are answered. None is ever sent a second time. */
  flight(statements: readonly Statement[], options: FlightOptions): Promise<readonly Answer[]>;
  end(): Promise<void>;
}

export interface FlightOptions {
  readonly plans: Plans;
  readonly limitMs?: number | undefined;
}

export interface Sent extends Result {
  readonly command: string;
}
export type Answer = Sent | { readonly failure: unknown };

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

export function openClient(settings: ClientSettings): Client {
  let lost = false;
  let connected = false;
  let current: Plans = 'custom';
  const prepared = new Set<string>();
  /** What the server owes an answer, with its time limit. */
  const waiting = new Map<Sending, number>();
  const line = createLine();
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
    socket: line.dial,
    // The driver's declarations know neither max_pipeline nor text for numeric connection parameters.
  } as unknown as postgres.Options<Record<string, postgres.PostgresType>>);

  // How it gives a query to the connection, which it keeps on each.
  const { handler } = sql.unsafe('') as unknown as { readonly handler: (query: Sending) => void };

  /**
   * Ends what waits. What the driver has not sent it would send after reconnecting, although that belongs to a transaction that is gone. What
   * came between the socket's error and its close the driver has forgotten: it would never settle.
   */
  function lose(reason: string): void {
    lost = true;
    for (const sending of waiting.keys()) sending.abandon(new GuanxiError('DATABASE_LOST', { reason }));
  }

  function mayPrepare(statement: Statement): boolean {
    if (statement.prepare !== true || !settings.prepare) return false;
    if (prepared.size >= MAX_PREPARED) return prepared.has(statement.text);
    prepared.add(statement.text);
    return true;
  }

  function dispatch(statement: Statement, o: { readonly once: boolean; readonly limitMs?: number | undefined }, answered: Answered): void {
    if (lost) {
      answered({ failure: new GuanxiError('DATABASE_LOST', { reason: 'the connection was closed by the server' }) });
      return;
    }
    const { text, params = [] } = statement;
    const parameters = params.map(parameterText);
    const sending = new Sending({ text, parameters, prepare: mayPrepare(statement), once: o.once }, (own, answer) => {
      // What was abandoned may yet be answered.
      if (!waiting.delete(own)) return;
      silence.heard();
      if ('error' in answer) answered({ failure: translate(answer.error) });
      else answered({ rows: [...answer.rows], affected: answer.rows.count ?? 0, command: answer.rows.command });
    });
    waiting.set(sending, o.limitMs ?? settings.statementTimeoutMs);
    silence.begun();
    handler(sending);
  }

  /** A setting of the session, which goes out with the first statement that wants it otherwise. */
  function planAs(plans: Plans): void {
    if (plans === current || settings.pooled) return;
    current = plans;
    // Where it fails the connection is lost, and so is the statement behind it.
    dispatch({ text: `set plan_cache_mode = ${planCacheModes[plans]}`, prepare: true }, { once: true }, () => undefined);
  }

  return {
    openedAt: Date.now(),
    keepsSettings: !settings.pooled,
    get plans() {
      return current;
    },
    isLost: () => lost,
    send: (statement, { limitMs } = {}) =>
      new Promise((resolve, reject) => {
        planAs(statement.prepare && statement.generic ? 'generic' : 'custom');
        dispatch(statement, { once: false, limitMs }, (answer) => ('failure' in answer ? reject(answer.failure) : resolve(answer)));
      }),
    flight: (statements, { plans, limitMs }) =>
      new Promise((resolve) => {
        const answers: Answer[] = [];
        let open = statements.length;
        if (open === 0) return resolve(answers);
        line.together(() => {
          planAs(plans);
          for (const [i, statement] of statements.entries())
            dispatch(statement, { once: true, limitMs: statement.endless ? 0 : limitMs }, (answer) => {
              answers[i] = answer;
              open -= 1;
              if (open === 0) resolve(answers);
            });
        });
      }),
    async end() {
      // What was still being connected may not linger; what runs gets a moment to finish.
      const timeout = connected ? 1 : 0;
      lost = true;
      await sql.end({ timeout });
    },
  };
}

type Answered = (answer: Answer) => void;

const planCacheModes: Readonly<Record<Plans, string>> = { custom: 'force_custom_plan', generic: 'force_generic_plan', kept: 'auto' };
