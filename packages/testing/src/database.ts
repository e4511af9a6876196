/** One body of tests, run on every database engine, each time on databases of its own. */
import { readFile } from 'node:fs/promises';
import { connect, type Database, type DatabaseOption } from '@guanxi/core/database';
import { raiseWalls } from '@guanxi/core/testing';
import { afterAll, describe, inject } from 'vitest';
import { asApplication } from './postgres-server.ts';

export { applicationUrl, asApplication, type PostgresServer, startPostgres } from './postgres-server.ts';

export type EngineName = 'embedded' | 'postgres';

export interface OpenOptions {
  /** Time limits, injected randomness and the like; what `connect` takes beside the address. */
  readonly limits?: Readonly<Record<string, unknown>>;
  /** Fills the database. Run once per test file and engine for each function; further databases are copies of the outcome. */
  readonly prepare?: (database: Database) => Promise<void>;
  /** Default: as an engine is, under the planner's role where there is one; `asOwner` of it is the owner for a moment. */
  readonly as?: 'owner';
}

/** A fresh database, closed and removed after the last test of the group. */
export type Open = (options?: OpenOptions) => Promise<Database>;

/** How the engines are called in the names of tests; the reporter counts by them. */
export const ENGINE_TITLES: Readonly<Record<EngineName, string>> = { embedded: 'on the embedded database', postgres: 'on Postgres' };

/**
 * @example
 * onBothEngines('customers', (open) => {
 *   test('are counted', async () => {
 *     const database = await open({ prepare: migrate });
 *     …
 *   });
 * });
 */
export function onBothEngines(name: string, body: (open: Open, engine: EngineName) => void): void {
  for (const engine of enginesUnderTest()) {
    describe(`${name} ${ENGINE_TITLES[engine]}`, () => {
      const cleanUp: (() => Promise<void>)[] = [];
      afterAll(async () => {
        // Copies before what they were copied from.
        for (const step of cleanUp.reverse()) await step();
      });
      body(engine === 'embedded' ? embeddedOpener(cleanUp) : postgresOpener(cleanUp), engine);
    });
  }
}

export function enginesUnderTest(): EngineName[] {
  return [
    ...(inject('embeddedSnapshot') === null ? [] : (['embedded'] as const)),
    ...(inject('postgresUrl') === null ? [] : (['postgres'] as const)),
  ];
}

type Prepare = NonNullable<OpenOptions['prepare']>;

function embeddedOpener(cleanUp: (() => Promise<void>)[]): Open {
  const prepared = new Map<Prepare, Promise<Uint8Array>>();
  const empty = once(() => readFile(inject('embeddedSnapshot') as string));

  const copyOf = async (snapshot: Uint8Array, limits: OpenOptions['limits']) => connect({ ...limits, memory: snapshot });

  return async ({ limits, prepare, as } = {}) => {
    if (prepare && !prepared.has(prepare)) {
      const make = async () => {
        const first = await copyOf(await empty(), {});
        await first.asOwner((owner) => filled(owner, prepare));
        const snapshot = await first.snapshot();
        await first.close();
        return snapshot;
      };
      prepared.set(prepare, make());
    }
    const database = await copyOf((prepare && (await prepared.get(prepare))) ?? (await empty()), limits);
    cleanUp.push(() => database.close());
    return as === 'owner' ? database.asOwner(async (owner) => owner) : database;
  };
}

/** Tables of the engine are behind the walls in tests too, whoever made them. */
async function filled(owner: Database, prepare: Prepare): Promise<void> {
  await prepare(owner);
  await raiseWalls(owner);
}

let databases = 0;

function postgresOpener(cleanUp: (() => Promise<void>)[]): Open {
  const prepared = new Map<Prepare, Promise<string>>();
  const admin = once(async () => {
    const database = await connect({ url: inject('postgresUrl') as string, max: 2, as: 'owner' });
    cleanUp.unshift(() => database.close());
    return database;
  });

  async function create(template = 'template1'): Promise<string> {
    databases += 1;
    const name = `test_${process.pid}_${databases}`;
    await (await admin()).query({ text: `create database ${name} template ${template}` });
    cleanUp.push(async () => {
      await (await admin()).query({ text: `drop database if exists ${name} with (force)` });
    });
    return name;
  }

  const urlOf = (name: string) => (inject('postgresUrl') as string).replace(/\/postgres$/, `/${name}`);

  return async ({ limits, prepare, as } = {}) => {
    if (prepare && !prepared.has(prepare)) {
      const make = async () => {
        const name = await create();
        const first = await connect({ url: urlOf(name), as: 'owner' });
        await filled(first, prepare);
        // A template may have nobody connected to it.
        await first.close();
        return name;
      };
      prepared.set(prepare, make());
    }
    const name = await create(prepare && (await prepared.get(prepare)));
    const url = urlOf(name);
    const database = await connect({ ...limits, ...(as === 'owner' ? { url, as } : asApplication(url)) } satisfies DatabaseOption);
    cleanUp.push(() => database.close());
    return database;
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
