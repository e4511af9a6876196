/** A server process on a Postgres, for tests that end it. Everything by the environment; says where it listens once it does. */
import { createEngine } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { createServer } from '@guanxi/server';
import { natsWake } from '@guanxi/wake-nats';

const { DATABASE_URL = '', PORT = '0', TENANT = '', NATS_URL, NATS_SUBJECT = 'guanxi.test', MAX_BUFFERED_BYTES, DRAIN_MS } = process.env;

const engine = createEngine({
  plugins: [crm()],
  database: { url: DATABASE_URL, max: 5 },
  ...(NATS_URL && { wake: natsWake({ servers: NATS_URL, subject: NATS_SUBJECT }) }),
});
await engine.ready();
const server = createServer(engine, {
  authenticate: () => ({ kind: 'service', name: 'fault', tenant: TENANT, permissions: ['*'] }),
  port: Number(PORT),
  work: false,
  ...(MAX_BUFFERED_BYTES !== undefined && { maxBufferedBytes: Number(MAX_BUFFERED_BYTES) }),
  ...(DRAIN_MS !== undefined && { drainMs: Number(DRAIN_MS) }),
});
process.once('SIGTERM', () => void server.close());
process.stdout.write((await server.listen()).url);
