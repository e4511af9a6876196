/** A server in this process over a site's Postgres, for faults that come to the database and not to the server. */
import { createEngine, type Engine, type Log } from '@guanxi/core';
import { type Crm, crm } from '@guanxi/core/crm';
import type { PostgresOptions } from '@guanxi/core/database';
import { createServer } from '@guanxi/server';
import { applicationUrl } from '@guanxi/testing/database';
import type { Site } from './site.fixture.ts';

export interface House {
  readonly engine: Engine<Crm>;
  readonly url: string;
  /** What was logged at `warn` and `error`. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export async function openHouse(site: Pick<Site, 'postgres' | 'tenant'>, database: Partial<PostgresOptions> = {}): Promise<House> {
  const complaints: string[] = [];
  const logger: Log = {
    info() {},
    warn: (message) => void complaints.push(message),
    error: (message, details) => void complaints.push(`${message} ${JSON.stringify(details)}`),
  };
  const engine = createEngine({
    plugins: [crm()],
    database: { url: applicationUrl(site.postgres.url), max: 8, ...database },
    logger,
  });
  await engine.ready();
  const server = createServer(engine, {
    authenticate: () => ({ kind: 'service', name: 'fault', tenant: site.tenant, permissions: ['*'] }),
    port: 0,
    work: false,
    logger,
  });
  const { url } = await server.listen();
  return { engine, url, complaints, close: () => server.close() };
}
