import { createEngine } from '@guanxi/core';
import { createStaff, crm, staffActor } from '@guanxi/core/crm';
import { type Authenticate, createServer, directoryFileStore, jsonLogger } from '@guanxi/server';

const logger = jsonLogger();
const engine = createEngine({ plugins: [crm()], database: process.env['DATABASE_URL'] ?? 'memory', logger });
await engine.migrate();

// Made once, in a real program: a tenant, and a person who may do everything in it.
const { id: tenant } = await engine.tenants.create({ slug: 'acme', name: 'Acme' });
const system = engine.as({ kind: 'service', name: 'setup', tenant, permissions: ['*'] });
const made = await system.run(createStaff, { name: '李娜', email: 'li.na@acme.example' });
if (!made.ok) throw new Error(made.errors[0]?.message);

// Your own sessions: whose is this token? In the house's terms: which tenant, which member of staff, with which permissions.
const sessions = new Map([['secret', { tenant, staffId: made.value.staff, permissions: ['*'] }]]);
const authenticate: Authenticate = ({ headers, connectionParams }) => {
  const given = String(connectionParams?.['authorization'] ?? headers.authorization);
  const session = sessions.get(given.replace(/^Bearer /, ''));
  return session ? staffActor(system.plugins.crm, session) : null;
};

const server = createServer(engine, {
  authenticate,
  port: Number(process.env['PORT'] ?? 4000),
  files: directoryFileStore(process.env['FILES'] ?? './files'),
  logger,
});
const { url } = await server.listen();
console.log(url);

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.close());
