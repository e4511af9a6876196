/** A server process on a Postgres, for a test that kills it. Everything by the environment; says where it listens once it does. */
import { createEngine } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { createServer } from '@guanxi/server';

const { DATABASE_URL = '', TENANT = '' } = process.env;

const engine = createEngine({ plugins: [crm()], database: { url: DATABASE_URL, max: 5 } });
await engine.ready();
const server = createServer(engine, {
  authenticate: () => ({ kind: 'service', name: 'listener', tenant: TENANT, permissions: ['*'] }),
  port: 0,
  work: false,
});
process.stdout.write((await server.listen()).url);
