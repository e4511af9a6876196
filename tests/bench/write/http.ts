/**
 * A mutation over HTTP beside a bare HTTP server that writes the same rows with awaited statements in a transaction and answers the same.
 * Both servers are in this process, by turns; who asks is a process of its own.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createEngine, globalId } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { createServer } from '@guanxi/server';
import { asApplication } from '@guanxi/testing/database';
import postgres from 'postgres';
import { atLeast, type Measured } from '../measured.ts';
import { openBenchOnPostgres } from '../sizes/engines.ts';
import type { Asked } from './clients.ts';
import { cpuOf } from './cpu.ts';
import { type Contender, rates, told } from './rounds.ts';
import { awaited, fill } from './rows.ts';

const CONNECTIONS = 16;
const PIECES = 600;
const query =
  'mutation ($input: UpdateCustomerInput!) { updateCustomer(input: $input) { customer { id name region version } userErrors { code } } }';

export async function* httpCosts(): AsyncGenerator<Measured> {
  const bench = await openBenchOnPostgres();
  const engine = createEngine({ plugins: [crm()], database: { ...asApplication(bench.url), max: CONNECTIONS }, limits: { rate: null } });
  const sql = postgres(bench.url, { max: CONNECTIONS, fetch_types: false });
  const server = createServer(engine, { authenticate: () => bench.actor, port: 0, work: false });
  const bare = bareServer(sql, bench.tenant.id);
  const clients = fork(fileURLToPath(new URL('clients.ts', import.meta.url)), { execArgv: process.execArgv });
  try {
    await engine.ready();
    const customers = await fill(bench);
    const asking = (name: string, url: string): Contender => ({
      name,
      async round({ pieces, at, first }) {
        const asked: Asked = { url, query, at, customers: numbers(first, pieces).map((n) => customerOf(customers, n)) };
        clients.send(asked);
        const [failure] = (await once(clients, 'message')) as [string | null];
        if (failure !== null) throw new Error(`${name}: ${failure}`);
      },
    });
    const contenders = [asking('mutation', (await server.listen()).url), asking('bare', await listening(bare))];
    const found = await rates(contenders, { at: CONNECTIONS, pieces: PIECES, cpu: await cpuOf(sql) });
    const [mutation, awaiting] = ['mutation', 'bare'].map((name) => found.get(name));
    yield atLeast(
      `mutation over HTTP (${told(mutation)}) of a bare server with awaited statements (${told(awaiting)})`,
      (mutation?.rate ?? 0) / (awaiting?.rate ?? 1),
      0.8,
      'ratio',
    );
  } finally {
    clients.kill();
    bare.close();
    await server.close();
    await sql.end();
    await bench.close();
  }
}

const numbers = (first: number, count: number): readonly number[] => Array.from({ length: count }, (_, i) => first + i);
const customerOf = (customers: readonly string[], n: number): string => globalId('cus', customers[(n * 7) % customers.length] as string);

/** What somebody would write who needs nothing but this. */
function bareServer(sql: postgres.Sql, tenant: string) {
  return createHttpServer(async (request, response) => {
    const { variables } = JSON.parse(await textOf(request)) as { variables: { input: { customer: string; set: { region: string } } } };
    const { customer: id, set } = variables.input;
    const row = await awaited(sql, tenant, uuidOf(id), set.region);
    const customer = { id, name: row['name'], region: row['region'], version: row['version'] };
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify({ data: { updateCustomer: { customer, userErrors: [] } } }));
  });
}

const uuidOf = (id: string): string => id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

async function listening(server: ReturnType<typeof createHttpServer>): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
