/**
 * Migrated databases, cheap: each set of migrations runs once per test run and engine, and every test gets a copy of the outcome (a
 * template on Postgres, a snapshot on the embedded one). Test files run in processes of their own, so the outcome is kept where all of
 * them find it: beside the empty snapshot, and in the server.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect, type Database } from '@guanxi/core/database';
import { inject } from 'vitest';
import type { EngineName } from './database.ts';
import { asApplication } from './postgres-server.ts';

export interface Fresh {
  readonly database: Database;
  /** Closes it, and removes it. */
  drop(): Promise<void>;
}
type Prepare = (database: Database) => Promise<void>;

/** Names a set of migrations by what is in them. */
export function migrationsKey(folders: readonly URL[]): string {
  const hash = createHash('sha256');
  const kernel = new URL('../migrations/kernel/', import.meta.resolve('@guanxi/core'));
  for (const folder of [kernel, ...folders].map((url) => fileURLToPath(url)).filter(existsSync)) {
    for (const name of readdirSync(folder).sort()) {
      const file = join(folder, name, 'migration.sql');
      if (existsSync(file)) hash.update(`${name}\n`).update(readFileSync(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** A copy of the database that `prepare` makes; `key` says which. */
export const freshDatabase = (engine: EngineName, key: string, prepare: Prepare): Promise<Fresh> =>
  engine === 'embedded' ? freshEmbedded(key, prepare) : freshPostgres(key, prepare);

const snapshots = new Map<string, Promise<Uint8Array>>();

async function freshEmbedded(key: string, prepare: Prepare): Promise<Fresh> {
  const empty = inject('embeddedSnapshot');
  if (empty === null) throw new Error('This test run has no embedded database: GUANXI_TEST_ENGINE leaves it out.');
  const kept = join(dirname(empty), `${key}.tar`);
  const snapshot = snapshots.get(key) ?? readFile(kept).catch(() => migrated(empty, kept, prepare));
  snapshots.set(key, snapshot);
  const database = await connect({ memory: await snapshot });
  return { database, drop: () => database.close() };
}

async function migrated(empty: string, kept: string, prepare: Prepare): Promise<Uint8Array> {
  const database = await connect({ memory: await readFile(empty) });
  try {
    await prepare(database);
    const snapshot = await database.snapshot();
    // Written aside first: another process must not read half of it.
    await writeFile(`${kept}.${process.pid}`, snapshot);
    await rename(`${kept}.${process.pid}`, kept);
    return snapshot;
  } finally {
    await database.close();
  }
}

let databases = 0;

async function freshPostgres(key: string, prepare: Prepare): Promise<Fresh> {
  const server = inject('postgresUrl');
  if (server === null) throw new Error('This test run has no Postgres: GUANXI_TEST_ENGINE leaves it out.');
  const urlOf = (name: string) => server.replace(/\/postgres$/, `/${name}`);
  const asAdmin = async <T>(run: (admin: Database) => Promise<T>): Promise<T> => {
    const admin = await connect({ url: server, max: 1, as: 'owner' });
    try {
      return await run(admin);
    } finally {
      await admin.close();
    }
  };
  databases += 1;
  const name = `engine_${process.pid}_${databases}`;
  const template = `migrated_${key}`;
  await asAdmin(async (admin) => {
    await withTemplate(admin, template, async (building) => {
      const first = await connect({ url: urlOf(building), as: 'owner' });
      // A database that someone is connected to cannot be copied or renamed.
      await prepare(first).finally(() => first.close());
    });
    await admin.query({ text: `create database ${name} template ${template}` });
  });
  const database = await connect({ ...asApplication(urlOf(name)), max: 4 });
  return {
    database,
    async drop() {
      await database.close();
      await asAdmin((admin) => admin.query({ text: `drop database if exists ${name} with (force)` }));
    },
  };
}

/** Made under another name and renamed when it is done, by one process: the others wait for its lock. */
async function withTemplate(admin: Database, template: string, build: (name: string) => Promise<void>): Promise<void> {
  const exists = async () => (await admin.query({ text: 'select 1 from pg_database where datname = $1', params: [template] })).affected > 0;
  if (await exists()) return;
  const lock = [template];
  // A session lock: CREATE DATABASE runs in no transaction. The one connection of `admin` holds it, and waits as long as the other builds.
  await admin.query({ text: "select set_config('lock_timeout', '0', false), set_config('statement_timeout', '0', false)" });
  await admin.query({ text: 'select pg_advisory_lock(hashtext($1))', params: lock });
  try {
    if (await exists()) return;
    const building = `building_${process.pid}_${databases}`;
    await admin.query({ text: `create database ${building}` });
    await build(building);
    await admin.query({ text: `alter database ${building} rename to ${template}` });
  } finally {
    await admin.query({ text: 'select pg_advisory_unlock(hashtext($1))', params: lock });
  }
}
