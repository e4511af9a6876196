/**
 * One event to 5,000 WebSockets of one plan: read by one statement, written as text once, and how late the last of them has it. The
 * sockets are opened by processes of their own, so that theirs is not the server's time.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createEngine, globalId } from '@guanxi/core';
import { createCustomer, crm, updateCustomer } from '@guanxi/core/crm';
import { connect } from '@guanxi/core/database';
import { createServer } from '@guanxi/server';
import { asApplication, startPostgres } from '@guanxi/testing/database';
import { atLeast, type Measured, type Options, under } from '../measured.ts';
import { overheard } from '../queried.ts';
import { openBench } from '../sizes/engines.ts';

const SUBSCRIBERS = 5_000;
const CLIENTS = 2;
const ROUNDS = 10;
const BOUND_MS = 2_000;
const query = 'subscription ($id: ID!) { customerChanged(id: $id) { cursor version fields customer { id name owner { name } } } }';

export async function* fanout(_o: Options): AsyncGenerator<Measured> {
  const postgres = await startPostgres();
  const prepared = await openBench(postgres.url);
  await prepared.close();
  const statements: string[] = [];
  const database = overheard(await connect(asApplication(postgres.url)), statements);
  const engine = createEngine({ plugins: [crm()], database, limits: { rate: null } });
  const actor = engine.as(prepared.actor);
  let subscribed = 0;
  let allSubscribed = (): void => undefined;
  const counted = {
    ...engine,
    as: engine.as,
    async subscribe(request: Parameters<typeof engine.subscribe>[0]) {
      const answer = await engine.subscribe(request);
      subscribed += 1;
      if (subscribed === SUBSCRIBERS) allSubscribed();
      return answer;
    },
  };
  const server = createServer(counted, { authenticate: () => prepared.actor, port: 0, work: false });
  const clients: ChildProcess[] = [];
  try {
    const made = await actor.run(createCustomer, { name: '0', kind: 'ORGANISATION' });
    if (!made.ok) throw new Error(made.errors[0]?.message);
    const { customer } = made.value;
    const { url } = await server.listen();
    const ready = new Promise<void>((resolve) => {
      allSubscribed = resolve;
    });
    for (let i = 0; i < CLIENTS; i += 1) {
      const client = fork(fileURLToPath(new URL('clients.ts', import.meta.url)), { execArgv: process.execArgv });
      clients.push(client);
      client.send({ url, query, variables: { id: globalId('cus', customer) }, sockets: SUBSCRIBERS / CLIENTS });
    }
    await ready;

    const late: number[] = [];
    let reads = 0;
    let writes = 0;
    for (let round = 0; round <= ROUNDS; round += 1) {
      const heard = Promise.all(clients.map(async (client) => (await once(client, 'message'))[0] as readonly number[]));
      statements.length = 0;
      const serialised = countSerialised('"customerChanged"');
      const began = Date.now();
      const changed = await actor.run(updateCustomer, { customer, set: { name: `${round + 1}` } });
      if (!changed.ok) throw new Error(changed.errors[0]?.message);
      const arrivals = (await heard).flat();
      const count = serialised();
      // The first round opens what every later one finds open.
      if (round === 0) continue;
      late.push(...arrivals.map((at) => at - began));
      reads = Math.max(reads, statements.filter((s) => s.includes('unnest') && s.includes('array_to_json')).length);
      writes = Math.max(writes, count);
    }
    late.sort((a, b) => a - b);
    const quantile = (q: number): number => late[Math.min(late.length - 1, Math.floor(late.length * q))] ?? Number.NaN;
    yield atLeast('one event to WebSocket subscribers of one plan: arrivals of each', late.length / ROUNDS, SUBSCRIBERS, 'arrivals');
    yield under('statements that read it', reads, 2, 'statements');
    yield under('times that it was written as text', writes, 2, 'times');
    yield under('from the command to arrival, median', quantile(0.5), BOUND_MS, 'ms');
    yield under('from the command to arrival, p99', quantile(0.99), BOUND_MS, 'ms');
  } finally {
    for (const client of clients) client.kill();
    await server.close();
    await database.close();
    await postgres.stop();
  }
}

/** How often a text with `part` in it is made of a value, from now until asked. */
function countSerialised(part: string): () => number {
  const { stringify } = JSON;
  let count = 0;
  JSON.stringify = ((...given: Parameters<typeof stringify>) => {
    const text = stringify(...given);
    if (text?.includes(part)) count += 1;
    return text;
  }) as typeof stringify;
  return () => {
    JSON.stringify = stringify;
    return count;
  };
}
