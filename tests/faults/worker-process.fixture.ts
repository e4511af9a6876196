/** Starts worker processes and hears what they say; and makes them a database with a tenant and a customer. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createEngine, type Engine } from '@guanxi/core';
import { createCustomer, crm } from '@guanxi/core/crm';
import { connect, type Database } from '@guanxi/core/database';
import { applicationUrl, asApplication } from '@guanxi/testing/database';
import { type Behaviour, desk, idle } from '../../packages/core/src/jobs/desk.fixture.ts';

export interface Heard {
  readonly line: string;
  /** When it was said, by this process's clock. */
  readonly at: number;
}

export interface WorkerProcess {
  readonly lines: readonly Heard[];
  /** Resolves with the first line that begins so. */
  until(start: string): Promise<Heard>;
  kill(): Promise<void>;
}

export function startWorker(environment: Readonly<Record<string, string>>): WorkerProcess {
  const script = fileURLToPath(new URL('worker.fixture.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions', 'guanxi:source', '--import', 'tsx', script], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: Heard[] = [];
  const waiting = new Map<string, (heard: Heard) => void>();
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = `${rest}${chunk}`.split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      const heard = { line, at: Date.now() };
      lines.push(heard);
      for (const [start, resolve] of waiting) if (line.startsWith(start)) resolve(heard);
    }
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    lines,
    until: (start) =>
      new Promise((resolve, reject) => {
        const said = lines.find(({ line }) => line.startsWith(start));
        if (said) return resolve(said);
        waiting.set(start, resolve);
        void ended.then(() => reject(new Error(`the worker ended before it said "${start}"`)));
      }),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

export interface House {
  readonly database: Database;
  readonly engine: Engine;
  readonly environment: Readonly<Record<string, string>>;
  readonly customer: string;
  /** Another one: whoever changes a customer's notes locks it. */
  another(): Promise<string>;
  readonly commands: ReturnType<typeof desk>;
  readonly self: ReturnType<Engine['as']>;
  /** Texts of all notes. */
  notes(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** A fresh database on a Postgres, and an engine over it that works nothing itself. */
export async function openHouse(postgresUrl: string, name: string, behaviour: Behaviour = idle): Promise<House> {
  const admin = await connect({ url: postgresUrl, max: 1, as: 'owner' });
  await admin.query({ text: `create database ${name}` });
  const url = postgresUrl.replace(/\/postgres$/, `/${name}`);
  const database = await connect(asApplication(url));
  const commands = desk(behaviour);
  const engine = createEngine({ plugins: [crm(), commands.plugin], database }) as unknown as Engine;
  await engine.migrate();
  const { id: tenant } = await engine.tenants.create({ slug: 'house', name: 'House', locale: 'en' });
  const self = engine.as({ kind: 'service', name: 'house', tenant, permissions: ['*'] });
  let customers = 0;
  const another = async (): Promise<string> => {
    customers += 1;
    const made = await self.run(createCustomer, { kind: 'ORGANISATION', name: `Customer ${customers}` });
    if (!made.ok) throw new Error(JSON.stringify(made.errors));
    return made.value.customer;
  };
  const customer = await another();
  return {
    database,
    engine,
    customer,
    another,
    commands,
    self,
    environment: { DATABASE_URL: applicationUrl(url), TENANT: tenant, CUSTOMER: customer },
    notes: async () => (await database.query({ text: 'select text from crm.crm_note order by id' })).rows.map((row) => String(row['text'])),
    async close() {
      await engine.close();
      await database.close();
      await admin.query({ text: `drop database if exists ${name} with (force)` });
      await admin.close();
    },
  };
}
