/**
 * A process that serves an engine with so many plugins, as a program of somebody's would: told where its database is, it listens and says at
 * which port. Asked for `plans`, it says what an operation costs the engine, from its text to the bound statement, the database's part left out.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Actor, createEngine } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { connect, type Database } from '@guanxi/core/database';
import { createServer } from '@guanxi/server';
import { queriedBy } from '../queried.ts';
import { documents } from './documents.ts';
import { generated, namesOf } from './generated.ts';

export interface Served {
  readonly url: string;
  readonly tenant: string;
  readonly plugins: number;
  /** Where the plugins' migrations are. */
  readonly folder: string;
}
/** Milliseconds, and those of them that a processor worked: where others use the machine, the first say more of them than of the engine. */
export interface Cost {
  readonly ms: number;
  readonly cpuMs: number;
}
export interface PlanCosts {
  /** From the process's start until this was asked. */
  readonly start: Cost;
  /** Of each document when it was first seen. */
  readonly first: readonly Cost[];
  /** Of one, seen before. */
  readonly again: Cost;
}

/** Rounds over all documents: the first so many until the machine code is there, of the others the mean. */
const WARM_UP = 200;
const ROUNDS = 400;

const { url, tenant, plugins, folder } = JSON.parse(process.argv[2] ?? 'null') as Served;
const actor: Actor = { kind: 'service', name: 'bench', tenant, permissions: ['*'] };
let isAnswering = true;
const engine = createEngine({
  plugins: [crm(), ...Array.from({ length: plugins }, (_, i) => generated(i + 1, pathToFileURL(join(folder, namesOf(i + 1).id, '/'))))],
  database: answered(await connect({ url })),
  limits: { rate: null },
  // Each time the whole way is gone.
  results: false,
});
await engine.ready();
const logger = { info: () => undefined, warn: () => undefined, error: console.error };
const server = createServer(engine, { authenticate: () => actor, port: 0, logger });
const { port } = await server.listen();

process.on('message', (asked) => {
  if (asked === 'plans') void plans().then((costs) => process.send?.(costs));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ port });

const now = (): Cost => {
  const { user, system } = process.cpuUsage();
  return { ms: performance.now(), cpuMs: (user + system) / 1_000 };
};
const since = (began: Cost, times = 1): Cost => {
  const { ms, cpuMs } = now();
  return { ms: (ms - began.ms) / times, cpuMs: (cpuMs - began.cpuMs) / times };
};

async function plans(): Promise<PlanCosts> {
  const start = now();
  const all = documents(plugins);
  isAnswering = false;
  const first: Cost[] = [];
  for (const document of all) {
    const began = now();
    await engine.execute({ document, actor });
    first.push(since(began));
  }
  let began = now();
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    if (round === WARM_UP) began = now();
    for (const document of all) await engine.execute({ document, actor });
  }
  isAnswering = true;
  return { start, first, again: since(began, ROUNDS * all.length) };
}

/** The same database; while plans are timed, what reads answer is there at once. */
function answered(database: Database): Database {
  const nothing = { rows: [{ data: '{}' }], affected: 1 };
  return queriedBy(database, (statement, o) =>
    isAnswering || !/ as data\b/.test(statement.text) ? database.query(statement, o) : Promise.resolve(nothing as never),
  );
}
