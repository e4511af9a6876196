/** A bench engine over a tenant of any size. */
import { defineAttribute } from '@guanxi/core/crm';
import { connect } from '@guanxi/core/database';
import { demoShape, generate, type More } from './generate.ts';
import { type BenchEngine, openBenchOnPostgres, type Plugins } from './sizes/engines.ts';

/** An indexed number that every customer has. */
export const attribute = 'bench.employees';

/**
 * A server with memory for its tables, as one that holds a million customers has. The test servers' 64 MB of buffers are for a few rows;
 * what is not named here is as Postgres comes.
 */
const server = {
  shared_buffers: '2GB',
  effective_cache_size: '6GB',
  maintenance_work_mem: '512MB',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
};

export interface Filled {
  readonly teams?: number;
  /** Of the server, besides. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Default: the core alone. */
  readonly plugins?: Plugins;
  readonly more?: More;
}

export async function filled(
  customers: number,
  { settings, plugins, more, ...o }: Filled = {},
): Promise<BenchEngine & { readonly url: string }> {
  const bench = await openBenchOnPostgres({ ...server, ...settings }, plugins);
  const defined = await bench.engine.as(bench.actor).run(defineAttribute, {
    entity: 'Customer',
    key: attribute,
    type: 'NUMBER',
    label: { en: 'Employees', zh: '员工人数' },
    indexed: true,
  });
  if (!defined.ok) throw new Error(JSON.stringify(defined));
  // Rows that are made to fit need no check of their foreign keys.
  const url = `${bench.url}${bench.url.includes('?') ? '&' : '?'}session_replication_role=replica`;
  const db = await connect({ url, as: 'owner' });
  const size = { ...demoShape(customers), ...o };
  await generate(db, { tenant: bench.tenant.id, size, attribute: defined.value.attribute, more }, (part) =>
    process.stderr.write(`\r${customers} customers: ${Math.round(part * 100)} % `),
  );
  process.stderr.write('\r\u001b[K');
  await db.close();
  return bench;
}
