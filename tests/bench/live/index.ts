/**
 * 1,000 live queries over WebSockets while their tenant is written to: of equal ones, which are run once for all, and of one for each
 * record, of which those run whose record has changed. In the end each has the newest state, or nothing is reported.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createEngine, globalId, type Id } from '@guanxi/core';
import { crm, updateCustomer } from '@guanxi/core/crm';
import { connect } from '@guanxi/core/database';
import { createServer } from '@guanxi/server';
import { asApplication, startPostgres } from '@guanxi/testing/database';
import { type Measured, type Options, under } from '../measured.ts';
import { overheard } from '../queried.ts';
import { openBench } from '../sizes/engines.ts';
import type { Asked } from '../sockets.ts';
import type { Arrived } from './clients.ts';

const QUERIES = 1_000;
const CLIENTS = 2;
const PER_SECOND = 50;
const SECONDS = 10;
const COMMANDS = PER_SECOND * SECONDS;
/** As long as an answer gathers changes, unless its query says otherwise. */
const DEBOUNCE_MS = 100;
const BOUND_MS = 2_000;

const board = 'query @live { customers(first: 20, orderBy: [{ createdAt: DESC }]) { nodes { id name owner { name } } } }';
const own = 'query ($id: ID!) @live { customer(id: $id) { id name owner { name } } }';

interface Case {
  readonly what: string;
  /** One a socket. */
  readonly asked: readonly Asked[];
  /** Whose names are changed, in turn. */
  readonly written: readonly Id<'Customer'>[];
  /** Statements at most. */
  readonly most: number;
  /** The newest name that the n-th can see in the end. */
  readonly expected: (n: number) => number;
}

export async function* live(_o: Options): AsyncGenerator<Measured> {
  const postgres = await startPostgres();
  const prepared = await openBench(postgres.url);
  const inputs = Array.from({ length: QUERIES }, (_, n) => ({ name: `Customer ${n}`, kind: 'ORGANISATION', confirmNew: true }));
  const made = await prepared.engine.as(prepared.actor).runBatch('createCustomer', inputs);
  const customers = made.map((outcome) => {
    if (!outcome.ok) throw new Error(outcome.errors[0]?.message);
    return outcome.output['customer'] as Id<'Customer'>;
  });
  await prepared.close();
  const statements: string[] = [];
  const database = overheard(await connect(asApplication(postgres.url)), statements);
  const engine = createEngine({ plugins: [crm()], database, limits: { rate: null } });
  const server = createServer(engine, { authenticate: () => prepared.actor, port: 0, work: false });
  const { url } = await server.listen();
  const writer = engine.as(prepared.actor);
  // All were made at once: the ids decide which are the newest.
  const { data } = await writer.execute(board.replace(' @live', ''));
  const shown = (data as { readonly customers: { readonly nodes: readonly { readonly id: string }[] } }).customers.nodes.map(
    ({ id }) => id,
  );

  /** The newest name of each customer that has one. */
  const names = new Map<Id<'Customer'>, number>();
  async function write(among: readonly Id<'Customer'>[]): Promise<void> {
    const began = performance.now();
    for (let n = 0; n < COMMANDS; n += 1) {
      await wait(Math.max(0, began + (n * 1_000) / PER_SECOND - performance.now()));
      const customer = among[n % among.length] as Id<'Customer'>;
      names.set(customer, Date.now());
      const changed = await writer.run(updateCustomer, { customer, set: { name: String(names.get(customer)) } });
      if (!changed.ok) throw new Error(changed.errors[0]?.message);
    }
  }

  async function* measure({ what, asked, written, most, expected }: Case): AsyncGenerator<Measured> {
    const share = (i: number): readonly number[] => asked.flatMap((_, n) => (n % CLIENTS === i ? [n] : []));
    const clients = Array.from({ length: CLIENTS }, () =>
      fork(fileURLToPath(new URL('clients.ts', import.meta.url)), { execArgv: process.execArgv }),
    );
    try {
      for (const [i, client] of clients.entries()) client.send({ url, asked: share(i).map((n) => asked[n]) });
      await until(clients, ({ newest }, i) => newest.length === share(i).length && newest.every((seen) => seen >= 0));
      for (const client of clients) client.send('begin');
      statements.length = 0;
      const before = process.cpuUsage();
      await write(written);
      const arrived = await until(clients, ({ newest }, i) => share(i).every((n, at) => newest[at] === expected(n)));
      const { user, system } = process.cpuUsage(before);
      const late = arrived.flatMap((a) => a.late).sort((x, y) => x - y);
      const quantile = (q: number): number => late[Math.min(late.length - 1, Math.floor(late.length * q))] ?? Number.NaN;
      const detail = `${late.length} answers to ${COMMANDS} commands, ${((user + system) / 1e6 / SECONDS).toFixed(2)} cores`;
      yield { ...under(`${what}: statements that read`, statements.filter(isRead).length, most, 'statements'), detail };
      yield under(`${what}: from the command to the answer, median`, quantile(0.5), BOUND_MS, 'ms');
      yield under(`${what}: from the command to the answer, p99`, quantile(0.99), BOUND_MS, 'ms');
    } finally {
      for (const client of clients) client.kill();
    }
  }

  try {
    yield* measure({
      what: '1,000 equal live queries',
      asked: customers.map(() => ({ query: board, variables: {} })),
      written: customers.filter((id) => shown.includes(globalId('cus', id))),
      most: (SECONDS * 1_000) / DEBOUNCE_MS + 10,
      expected: () => Math.max(...names.values()),
    });
    yield* measure({
      what: '1,000 live queries of a record each',
      asked: customers.map((id) => ({ query: own, variables: { id: globalId('cus', id) } })),
      written: customers,
      most: COMMANDS + 10,
      expected: (n) => names.get(customers[n] as Id<'Customer'>) ?? 0,
    });
  } finally {
    await server.close();
    await database.close();
    await postgres.stop();
  }
}

const isRead = (statement: string): boolean => statement.includes('row_to_json');

/** Asks until all have it; 30 seconds are enough for anything. @throws where it is not so by then */
async function until(clients: readonly ChildProcess[], has: (arrived: Arrived, client: number) => boolean): Promise<readonly Arrived[]> {
  for (let tries = 0; tries < 300; tries += 1) {
    const arrived = await Promise.all(
      clients.map(async (client) => {
        const told = once(client, 'message');
        client.send('tell');
        return (await told)[0] as Arrived;
      }),
    );
    if (arrived.every(has)) return arrived;
    await wait(100);
  }
  throw new Error('not every live query has been told the newest state');
}
