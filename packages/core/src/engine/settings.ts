/** What a tenant set for its plugins. */

import { GuanxiError } from '../errors.ts';
import type { EngineKernel } from './kernel.ts';

/** Some of the settings, and of those within them; a list is given whole. */
export type Some<T> = { readonly [K in keyof T]?: T[K] extends readonly unknown[] ? T[K] : T[K] extends object ? Some<T[K]> : T[K] };

export interface Settings<ById> {
  /** Completed with defaults. */
  get<Id extends keyof ById & string>(plugin: Id): Promise<ById[Id]>;
  /** Changes what is named, leaves the rest, and answers with the whole. SETTINGS_INVALID where the plugin does not take it. */
  set<Id extends keyof ById & string>(plugin: Id, changes: Some<ById[Id]>): Promise<ById[Id]>;
}

export function createSettings<ById>(kernel: EngineKernel, tenant: string): Settings<ById> {
  const read = async <Id extends keyof ById & string>(plugin: Id) => (await kernel.settings(tenant)).of(plugin) as ById[Id];
  return {
    get: read,
    async set(plugin, changes) {
      const installed = kernel.registry.plugins.get(plugin);
      if (!installed) throw new GuanxiError('PLUGIN_UNAVAILABLE', { plugin });
      await kernel.tenant(tenant);
      const db = await kernel.database();
      await db.transaction(async (tx) => {
        await tx.query({
          text: 'insert into crm.tenant_plugin (tenant_id, plugin) values ($1, $2) on conflict do nothing',
          params: [tenant, plugin],
        });
        const { rows } = await tx.query<{ readonly settings: string }>({
          text: 'select settings from crm.tenant_plugin where tenant_id = $1 and plugin = $2 for update',
          params: [tenant, plugin],
        });
        const next = merged(JSON.parse(rows[0]?.settings ?? '{}'), changes);
        installed.parseSettings(next);
        await tx.query({
          text: 'update crm.tenant_plugin set settings = $3::jsonb where tenant_id = $1 and plugin = $2',
          params: [tenant, plugin, JSON.stringify(next)],
        });
      });
      kernel.settingsChanged(tenant);
      return read(plugin);
    },
  };
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function merged(stored: unknown, changes: unknown): unknown {
  if (!isPlain(stored) || !isPlain(changes)) return changes;
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...stored, ...Object.fromEntries(entries.map(([key, value]) => [key, merged(stored[key], value)])) };
}
