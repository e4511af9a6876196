/** Migrated engines with an empty tenant to measure on. */
import { type Actor, type AnyPlugin, createEngine, type Engine, type Tenant } from '@guanxi/core';
import { type Crm, crm } from '@guanxi/core/crm';
import { asApplication, startPostgres } from '@guanxi/testing/database';

/** The core among them. */
export type Plugins = readonly AnyPlugin[];

export interface BenchEngine {
  readonly engine: Engine<Crm>;
  readonly tenant: Tenant;
  readonly actor: Actor;
  close(): Promise<void>;
}

export async function openBench(database: string | { readonly directory: string }, plugins: Plugins = [crm()]): Promise<BenchEngine> {
  const engine = createEngine({
    plugins: plugins as [ReturnType<typeof crm>],
    database: typeof database === 'string' ? asApplication(database) : database,
    // What is measured is the database's answer.
    results: false,
    // One actor asks as fast as it is answered.
    limits: { rate: null },
  });
  await engine.migrate();
  const tenant = await engine.tenants.create({ slug: 'bench', name: 'Bench', zone: 'Asia/Shanghai', currency: 'CNY', locale: 'en' });
  return { engine, tenant, actor: { kind: 'service', name: 'bench', tenant: tenant.id, permissions: ['*'] }, close: () => engine.close() };
}

/** A Postgres of its own, with a migrated engine on it. */
export async function openBenchOnPostgres(
  settings: Readonly<Record<string, string>> = {},
  plugins?: Plugins,
): Promise<BenchEngine & { readonly url: string }> {
  const postgres = await startPostgres(settings);
  const bench = await openBench(postgres.url, plugins);
  return {
    ...bench,
    url: postgres.url,
    async close() {
      await bench.close();
      await postgres.stop();
    },
  };
}
