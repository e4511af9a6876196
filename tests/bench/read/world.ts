/** The tenant that reads are measured in, and the program that asks: an API key whose role shows it what the workloads select. */
import { createApiKey, createRole } from '@guanxi/core/crm';
import { connect, type Database } from '@guanxi/core/database';
import { applicationUrl } from '@guanxi/testing/database';
import { filled } from '../filled.ts';
import { beside } from './filling.ts';
import { everyPlugin } from './plugins.ts';
import { statOf } from './rounds.ts';

export interface World {
  /** As a superuser. */
  readonly url: string;
  /** As the engine's own user. */
  readonly applicationUrl: string;
  readonly tenant: string;
  readonly key: string;
  readonly owner: Database;
  /** The process of the database's server. */
  readonly serverPid: number;
  close(): Promise<void>;
}

const permissions = [
  'crm:customers:read',
  'crm:contacts:read',
  'crm:relationships:read',
  'crm:interactions:read',
  'crm:facts:read',
  'crm:staff:read',
  'crm:notes:read',
  'crm:timeline:read',
  'calendar:events:read',
  'loyalty:read',
  'complaints:read',
  'workflow:read',
  'workflow:tasks:read',
];

export async function openWorld(customers: number): Promise<World> {
  const bench = await filled(customers, {
    settings: { shared_preload_libraries: 'pg_stat_statements' },
    plugins: everyPlugin(),
    more: beside,
  });
  const owner = await connect({ url: bench.url, as: 'owner', max: 2 });
  await owner.script('create extension pg_stat_statements');
  // The server's process is the parent of each of its sessions.
  const session = await owner.query({ text: 'select pg_backend_pid() as pid' });
  const serverPid = Number(statOf(Number(session.rows[0]?.['pid']))?.[1] ?? 0);
  const admin = bench.engine.as(bench.actor);
  const role = await admin.run(createRole, {
    key: 'reader',
    labelEn: 'Reader',
    labelZh: '读者',
    grants: permissions.map((permission) => ({ permission, scope: 'ALL' as const })),
  });
  if (!role.ok) throw new Error(JSON.stringify(role.errors));
  const made = await admin.run(createApiKey, { name: 'bench', roles: [role.value.role] });
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  return {
    url: bench.url,
    applicationUrl: applicationUrl(bench.url),
    tenant: bench.tenant.id,
    key: made.value.key,
    owner,
    serverPid,
    async close() {
      await owner.close();
      await bench.close();
    },
  };
}
