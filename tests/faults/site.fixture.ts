/** A Postgres with a tenant, for servers that are tormented, and what became of their commands there. */
import { createEngine } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
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
  const column = async (text: string): Promise<readonly string[]> => (await query(text, [tenant])).map((row) => String(row['id']));
  return {
    postgres,
    tenant,
    environment: { DATABASE_URL: applicationUrl(postgres.url), TENANT: tenant },
    query,
    using,
    cursor: () => using(async (database) => encodeCursor(await readHead(database))),
    async tally() {
      await using(async (database) => createSequencer(async () => database)());
      return {
        rows: (await query('select id, name from crm.crm_customer where tenant_id = $1 order by id', [tenant])) as Tally['rows'],
        events: await column(`select id ${created} order by position`),
        told: await column(`select subject_id as id ${created}`),
        changes: await column(
          `select record_id as id from crm.change_log where tenant_id = $1 and entity = 'Customer' and command = 'createCustomer'`,
        ),
        replies: await column(
          `select reply->'output'->>'customer' as id from crm.idempotency_key where tenant_id = $1 and command = 'createCustomer'`,
        ),
      };
    },
    close: () => postgres.stop('immediate'),
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
