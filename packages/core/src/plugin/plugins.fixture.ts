/** Small plugins for tests of the boot checks. */
import { pathToFileURL } from 'node:url';
import { text } from '../model/columns.ts';
import type { AnyEntity, Entity, EntityOptions } from '../model/entity.ts';
import { label } from '../model/label.ts';
import type { PluginType } from '../model/plugin-type.ts';
import { tenantTable } from '../model/tenant-table.ts';
import { boot } from './boot.ts';
import { BootError } from './boot-error.ts';
import { definePlugin, type Plugin, type PluginShape } from './define.ts';
import { type Kit, type OptionalNeed, pluginKit } from './kit.ts';

/** A plugin's type that lets everything through: what the compiler refuses must be refused at boot as well. */
export interface Loose extends PluginType {
  id: string;
  // biome-ignore lint/suspicious/noExplicitAny: see above
  needs: any;
  permission: string;
}

export const looseKit = (id: string, needs: Readonly<Record<string, string | OptionalNeed>> = {}, engine = '*'): Kit<Loose> =>
  pluginKit<Loose>(id, { engine, needs } as never);

/** A plugin of version 1.0.0 with what is given. */
export function pluginOf(kit: Kit<Loose>, shape: Partial<PluginShape<Loose>> = {}): Plugin<Loose> {
  return definePlugin<Loose>(kit, {
    version: '1.0.0',
    label: label(kit.id, kit.id),
    capability: 'OPERATIONAL',
    migrations: pathToFileURL('/nowhere/migrations/'),
    permissions: { [`${kit.id}:read`]: label('Read', '查看') },
    model: [],
    ...shape,
  });
}

export const plain = (id: string, needs: Readonly<Record<string, string | OptionalNeed>> = {}): Plugin<Loose> =>
  pluginOf(looseKit(id, needs));

/** An entity over a table with a name, with a field set of it. */
export function noted(kit: Kit<Loose>, name: string, options: Partial<EntityOptions<AnyEntity, string>> = {}) {
  const entity: Entity = kit.entity(name, {
    table: tenantTable(`${kit.id}_${name.toLowerCase()}`, { title: text().notNull() }),
    idPrefix: name.slice(0, 3).toLowerCase(),
    label: label(name, name),
    read: `${kit.id}:read`,
    ...options,
  });
  return { entity, fields: kit.fields(entity, (f) => ({ title: f.column('title') })) };
}

/** What someone reads whose engine does not start; null when it does. */
export function bootMessage(...plugins: readonly Plugin[]): string | null {
  try {
    boot(plugins);
    return null;
  } catch (error) {
    if (error instanceof BootError) return error.message;
    throw error;
  }
}
