/**
 * What plugins cost that are installed: a schema of 5, 20 and 60 of them, each served by a process of its own on a migrated Postgres. From
 * the process's start to the first answer over HTTP, from a document to its statement, and memory.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createEngine } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { connect } from '@guanxi/core/database';
import { asApplication, startPostgres } from '@guanxi/testing/database';
import { type Measured, median, type Options, under } from '../measured.ts';
import { builtServer } from './built.ts';
import { documents } from './documents.ts';
import { generated, namesOf } from './generated.ts';
import { writeMigrations } from './migrations.ts';
import type { PlanCosts, Served } from './server.ts';

const COUNTS = [5, 20, 60];
const STARTS = 3;
const REQUESTS = 400;

export async function* plugins({ part }: Options): AsyncGenerator<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'guanxi-plugins-'));
  const script = await builtServer();
  const postgres = await startPostgres();
  try {
    await writeMigrations(folder, Math.max(...COUNTS));
    for (const count of COUNTS)
      if (part === null || part === String(count)) yield* measured(script, await prepared(postgres.url, folder, count));
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A migrated database of its own, with a tenant. */
async function prepared(url: string, folder: string, count: number): Promise<Served> {
  const name = `plugins_${count}`;
  const admin = await connect({ url, as: 'owner', max: 1 });
  await admin.query({ text: `create database ${name}` });
  await admin.close();
  const database = asApplication(url.replace(/\/postgres$/, `/${name}`));
  const all = Array.from({ length: count }, (_, i) => generated(i + 1, pathToFileURL(join(folder, namesOf(i + 1).id, '/'))));
  const engine = createEngine({ plugins: [crm(), ...all], database });
  await engine.migrate();
  const tenant = await engine.tenants.create({ slug: 'bench', name: 'Bench' });
  await engine.close();
  return { url: database.url, tenant: tenant.id, plugins: count, folder };
}

async function* measured(script: string, served: Served): AsyncGenerator<Measured> {
  const { plugins: count } = served;
  const started: number[] = [];
  let running = await start(script, served);
  for (let n = 0; n < STARTS; n += 1) {
    await stop(running);
    running = await start(script, served);
    started.push(running.ms);
  }
  const { process: child } = running;
  const told = once(child, 'message');
  child.send('plans');
  const [costs] = (await told) as [PlanCosts];
  const first = costs.first.map(({ ms }) => ms);
  const called = (what: string): string => `${count} plugins: ${what}`;
  const cpu = (cpuMs: number): Pick<Measured, 'detail'> => ({ detail: `${cpuMs.toFixed(3)} ms of a processor` });
  yield { ...under(called("the process's start to its first answer"), median(started) / 1_000, 3, 's'), ...cpu(costs.start.cpuMs) };
  yield {
    ...under(called(`an operation never seen, to its statement (of ${first.length})`), median(first), 10, 'ms'),
    ...cpu(median(costs.first.map(({ cpuMs }) => cpuMs))),
  };
  yield {
    ...under(called('one seen before, to its answer, but for the database'), costs.again.ms * 1_000, 50, 'µs'),
    ...cpu(costs.again.cpuMs),
  };
  const asked = documents(count);
  for (let n = 0; n < REQUESTS; n += 1) await ask(running.port, asked[n % asked.length] as string);
  yield under(called(`resident memory of the server after ${REQUESTS} requests`), await residentMiB(child), 500, 'MiB');
  await stop(running);
}

interface Running {
  readonly process: ChildProcess;
  readonly port: number;
  readonly ms: number;
}

async function start(script: string, served: Served): Promise<Running> {
  const began = performance.now();
  const child = fork(script, [JSON.stringify(served)], { execArgv: [] });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the server ended with ${code}`);
  });
  failed.catch(() => undefined);
  const [{ port }] = (await Promise.race([once(child, 'message'), failed])) as [{ readonly port: number }];
  await ask(port, '{ customers(first: 20) { nodes { id name } } }');
  return { process: child, port, ms: performance.now() - began };
}

async function stop({ process: child }: Running): Promise<void> {
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}

async function ask(port: number, query: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { errors } = (await response.json()) as { readonly errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
}

async function residentMiB({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
