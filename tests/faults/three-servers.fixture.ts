/**
 * Three server processes on one Postgres. A change made through one reaches the subscribers of all; while they are killed and started again
 * in turn, every subscriber ends with the same list: what the log has, gapless, in order.
 */
import type { ChildProcess } from 'node:child_process';
import { createEngine } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { connect } from '@guanxi/core/database';
import { applicationUrl, asApplication, startPostgres } from '@guanxi/testing/database';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { encodeCursor } from '../../packages/core/src/log/cursor.ts';
import { readHead } from '../../packages/core/src/log/head.ts';
import { readEvents } from '../../packages/core/src/log/read-events.ts';
import { freePort } from './free-port.fixture.ts';
import { startServer } from './server-process.fixture.ts';

const SERVERS = 3;
const EVENTS = 1_000;
const WRITERS = 4;
const KILLS = 10;

export interface Told {
  /** Ids of the events, in the order of the log. */
  readonly log: readonly string[];
  /** As each subscriber heard them. */
  readonly heard: readonly (readonly string[])[];
  readonly kills: number;
  readonly resumed: number;
}

export async function threeServers(environment: Readonly<Record<string, string>> = {}): Promise<Told> {
  const postgres = await startPostgres();
  const engine = createEngine({ plugins: [crm()], database: asApplication(postgres.url) });
  await engine.migrate();
  const { id: tenant } = await engine.tenants.create({ slug: 'three', name: 'Three' });
  await engine.close();
  const ports = await Promise.all(Array.from({ length: SERVERS }, freePort));
  const start = async (port: number): Promise<ChildProcess> =>
    (await startServer({ ...environment, DATABASE_URL: applicationUrl(postgres.url), TENANT: tenant, PORT: String(port) })).child;
  const servers = await Promise.all(ports.map(start));
  const beginning = await headOf(postgres.url);
  const subscribers = ports.map((_, i) => subscribe(ports, i, beginning));
  try {
    const state = { left: EVENTS, allowed: 0 };
    const writing = Promise.all(Array.from({ length: WRITERS }, (_, w) => write(ports, w, state)));
    // A writer that gave up ends the killing; `await writing` says why.
    writing.catch(() => {
      state.left = 0;
    });
    for (let kill = 0; kill < KILLS && state.left > 0; kill += 1) {
      const turn = kill % SERVERS;
      state.allowed += EVENTS / KILLS;
      (servers[turn] as ChildProcess).kill('SIGKILL');
      servers[turn] = await start(ports[turn] as number);
    }
    state.allowed = EVENTS;
    await writing;
    const log = await created(postgres.url, tenant);
    await Promise.all(subscribers.map((s) => s.until(log.length)));
    return { log, heard: subscribers.map((s) => s.heard), kills: KILLS, resumed: subscribers.reduce((n, s) => n + s.resumed(), 0) };
  } finally {
    for (const subscriber of subscribers) subscriber.stop();
    for (const server of servers) server.kill('SIGKILL');
    await postgres.stop('immediate');
  }
}

/** Makes customers through one server after another, each once, whatever happens to the servers; as many as are allowed by now. */
async function write(ports: readonly number[], writer: number, state: { left: number; allowed: number }): Promise<void> {
  for (let n = 0; state.left > 0; n += 1) {
    while (state.allowed <= 0) await turnOfLoop();
    state.left -= 1;
    state.allowed -= 1;
    const key = `writer ${writer} ${n}`;
    const query = `mutation($name: String!, $key: String) { createCustomer(input: { name: $name, kind: ORGANISATION, confirmNew: true }, idempotencyKey: $key) { userErrors { code message } } }`;
    for (let at = writer + n; ; at += 1) {
      const answer = await post(ports[at % ports.length] as number, { query, variables: { name: `Customer ${key}`, key } });
      if (answer === null) await turnOfLoop();
      else if (answer.errors || (answer.data?.createCustomer?.userErrors.length ?? 1) > 0) throw new Error(JSON.stringify(answer));
      else break;
    }
  }
}

interface Answer {
  readonly data?: { readonly createCustomer?: { readonly userErrors: readonly object[] } };
  readonly errors?: readonly object[];
}

/** Null where the server is not there, or went away before it had answered. */
async function post(port: number, body: object): Promise<Answer | null> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Answer;
  } catch {
    return null;
  }
}

interface Subscriber {
  readonly heard: string[];
  resumed(): number;
  until(n: number): Promise<void>;
  stop(): void;
}

/** Begins at one server, behind a cursor; goes on at the next one, behind its last, whenever the connection is lost. */
function subscribe(ports: readonly number[], first: number, beginning: string): Subscriber {
  const heard: string[] = [];
  let cursor = beginning;
  let at = first;
  let attempts = 0;
  let isStopped = false;
  let check = (): void => {};
  const query = 'subscription($after: String) { events(types: ["crm.customer.created"], after: $after) { cursor id } }';

  async function follow(): Promise<void> {
    while (!isStopped) {
      attempts += 1;
      const port = ports[at % ports.length] as number;
      at += 1;
      const client = createClient({
        url: `ws://127.0.0.1:${port}/graphql`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        lazy: false,
        onNonLazyError: () => {},
      });
      try {
        for await (const answer of client.iterate<{ events: { cursor: string; id: string } }>({ query, variables: { after: cursor } })) {
          if (!answer.data) throw new Error(JSON.stringify(answer.errors));
          cursor = answer.data.events.cursor;
          heard.push(answer.data.events.id);
          check();
        }
      } catch {
        await turnOfLoop();
      } finally {
        await client.dispose();
      }
    }
  }
  void follow();
  return {
    heard,
    resumed: () => attempts - 1,
    until: (n) =>
      new Promise((resolve) => {
        check = () => {
          if (heard.length >= n) resolve();
        };
        check();
      }),
    stop() {
      isStopped = true;
    },
  };
}

/** Before anything has happened. */
async function headOf(url: string): Promise<string> {
  const database = await connect({ url, max: 1 });
  try {
    return encodeCursor(await readHead(database));
  } finally {
    await database.close();
  }
}

async function created(url: string, tenant: string): Promise<readonly string[]> {
  const database = await connect({ url, max: 1 });
  try {
    for (;;) {
      const { rows } = await database.query({ text: 'select count(*)::int as n from crm.event_inbox' });
      if (rows[0]?.['n'] === 0) break;
    }
    const events = await readEvents(database, { tenants: [tenant], after: 0, types: ['crm.customer.created'], limit: 10 * EVENTS });
    return events.map((e) => e.id);
  } finally {
    await database.close();
  }
}

const turnOfLoop = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));
