/** A Postgres with a tenant, for servers that are tormented, and what became of their commands there. */
import { createEngine } from '@guanxi/core';
import { createApiKey, crm } from '@guanxi/core/crm';
import { connect, type Database } from '@guanxi/core/database';
import { applicationUrl, asApplication, type PostgresServer, startPostgres } from '@guanxi/testing/database';
import { expect } from 'vitest';
import { encodeCursor } from '../../packages/core/src/log/cursor.ts';
import { readHead } from '../../packages/core/src/log/head.ts';
import { createSequencer } from '../../packages/core/src/log/sequencer.ts';
import type { Reply } from './clients.fixture.ts';

export interface Site {
  readonly postgres: PostgresServer;
  readonly tenant: string;
  /** What `startServer` is told. */
  readonly environment: Readonly<Record<string, string>>;
  /** As the owner of the tables. */
  query(text: string, params?: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** The same on one connection, while `run` runs. */
  using<T>(run: (database: Database) => Promise<T>): Promise<T>;
  /** Where the log stands: to follow it from here. */
  cursor(): Promise<string>;
  /** An API key of a program that may do everything. */
  apiKey(): Promise<string>;
  tally(): Promise<Tally>;
  close(): Promise<void>;
}

/** Of `createCustomer`. */
export interface Tally {
  readonly rows: readonly { readonly id: string; readonly name: string }[];
  /** Ids of the events, in the order of the log. */
  readonly events: readonly string[];
  /** The customers that they tell of. */
  readonly told: readonly string[];
  /** Ids that changes were logged of. */
  readonly changes: readonly string[];
  /** Customers in the replies that are stored for their keys. */
  readonly replies: readonly string[];
}

export async function openSite(settings: Readonly<Record<string, string>> = {}, o: { readonly folder?: string } = {}): Promise<Site> {
  const postgres = await startPostgres({ synchronous_commit: 'on', ...settings }, o);
  try {
    const engine = createEngine({ plugins: [crm()], database: asApplication(postgres.url) });
    await engine.migrate();
    const { id: tenant } = await engine.tenants.create({ slug: 'fault', name: 'Fault' });
    await engine.close();
    return site(postgres, tenant);
  } catch (error) {
    await postgres.stop('immediate');
    throw error;
  }
}

const created = `from crm.event where tenant_id = $1 and type = 'crm.customer.created'`;

function site(postgres: PostgresServer, tenant: string): Site {
  const using = async <T>(run: (database: Database) => Promise<T>): Promise<T> => {
    const database = await connect({ url: postgres.url, max: 1, as: 'owner' });
    try {
      return await run(database);
    } finally {
      await database.close();
    }
  };
  const query: Site['query'] = (text, params = []) => using(async (database) => (await database.query({ text, params })).rows);
  return {
    postgres,
    tenant,
    environment: { DATABASE_URL: applicationUrl(postgres.url), TENANT: tenant },
    query,
    using,
    cursor: () => using(async (database) => encodeCursor(await readHead(database))),
    async apiKey() {
      const engine = createEngine({ plugins: [crm()], database: { url: applicationUrl(postgres.url), max: 1 } });
      const [role] = await query(`select id from crm.role where tenant_id = $1 and key = 'administrator'`, [tenant]);
      const made = await engine
        .as({ kind: 'service', name: 'fault', tenant, permissions: ['*'] })
        .run(createApiKey, { name: 'Client', roles: [String(role?.['id']) as never] });
      await engine.close();
      if (!made.ok) throw new Error(made.errors[0]?.message);
      return String(made.value.key);
    },
    tally: () => using((database) => tallyOf(database, tenant)),
    close: () => postgres.stop('immediate'),
  };
}

/** What is there of a tenant, once everything that is committed is in the log. */
export async function tallyOf(database: Database, tenant: string): Promise<Tally> {
  await createSequencer(async () => database)();
  const rows = async (text: string) => (await database.query({ text, params: [tenant] })).rows;
  const ids = async (text: string): Promise<readonly string[]> => (await rows(text)).map((row) => String(row['id']));
  return {
    rows: (await rows('select id, name from crm.crm_customer where tenant_id = $1 order by id')) as unknown as Tally['rows'],
    events: await ids(`select id ${created} order by position`),
    told: await ids(`select subject_id as id ${created}`),
    changes: await ids(
      `select record_id as id from crm.change_log where tenant_id = $1 and entity = 'Customer' and command = 'createCustomer'`,
    ),
    replies: await ids(
      `select reply->'output'->>'customer' as id from crm.idempotency_key where tenant_id = $1 and command = 'createCustomer'`,
    ),
  };
}

/** Each command has had its effect once: one row, one event, one line of the change log and one stored reply, which is what its client was told. */
export function expectOnce(tally: Tally, replies: readonly Reply[]): void {
  const ids = tally.rows.map((row) => row.id).sort();
  expect(new Map(tally.rows.map(({ name, id }) => [name, id]))).toEqual(new Map(replies.map(({ key, customer }) => [key, customer])));
  expect(ids).toHaveLength(replies.length);
  expect([...tally.told].sort()).toEqual(ids);
  expect(new Set(tally.events).size).toBe(ids.length);
  expect([...tally.changes].sort()).toEqual(ids);
  expect([...tally.replies].sort()).toEqual(ids);
}
