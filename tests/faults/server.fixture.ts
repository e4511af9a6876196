/**
 * One server process of several on one Postgres, for tests that kill it. Everything by the environment; says `listening` once it is.
 */
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
});
await server.listen();
process.stdout.write('listening\n');
