/** A server process on a Postgres, for tests that kill it. Everything by the environment; says where it listens once it does. */
import { createEngine } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { createServer } from '@guanxi/server';
import { natsWake } from '@guanxi/wake-nats';

const { DATABASE_URL = '', PORT = '0', TENANT = '', NATS_URL, NATS_SUBJECT = 'guanxi.test' } = process.env;

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
});
process.stdout.write((await server.listen()).url);
