/** What code of a plugin gets to read with: bound to one call, one set of rights and one place to read from. */
import type { SQL } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { kernelPermissions } from '../access/kernel-permissions.ts';
import { type Access, classOf, rightsOf } from '../access/rights.ts';
import { GuanxiError } from '../errors.ts';
import { positionOf } from '../log/index.ts';
import type { Entity } from '../model/entity.ts';
import type { EnumType } from '../model/enums.ts';
import type { EntityDef, FieldDef } from '../model/model.ts';
import type { Point } from '../model/points.ts';
import { type Classification, classifications } from '../model/scalars.ts';
import { refusalOf } from '../outgoing/index.ts';
import type { Via } from '../read/run.ts';
import type { EntityDescription, FieldDescription, Reader, Scope } from '../read/scope.ts';
import { type Call, openCall } from './call.ts';
import type { Kernel } from './kernel.ts';
import { type Reading, readingFrom } from './reading.ts';

export const accessOf = ({ actor, attributes, classes, enabled }: Call): Access => ({ actor, attributes, classes, enabled });
/** The rights a plugin has of its own, whatever the actor's. */
export const systemAccess = (call: Call, plugin: string): Access => ({
  ...accessOf(call),
  system: call.kernel.registry.plugins.get(plugin)?.systemPermissions ?? [],
});

/** The plugin whose rights stand behind a contribution to a point of `plugin`. */
export function contributorOf({ kernel: { registry } }: Call, plugin: string, point: Point, id: string): string {
  const made = point.plugin === plugin ? registry.contributions.get(point.id)?.find((c) => c.id === id) : undefined;
  if (made) return made.plugin;
  throw new GuanxiError('PLUGIN_FAILED', {
    plugin,
    where: `contributor ${point.id}`,
    reason: `it has no point with a contribution "${id}"`,
  });
}

function describeField({ name, label, scalar, column, spec }: FieldDef): FieldDescription {
  const entity = 'target' in spec ? spec.target.name : null;
  return {
    name,
    label,
    type: scalar,
    isList: column?.array ?? (spec.kind === 'many' || spec.kind === 'through' || spec.kind === 'all'),
    entity,
  };
}

/** Without its id and version no record could be named or changed. */
function classOfAttribute({ attributes }: Call, entity: EntityDef, key?: string): Classification | null {
  const definitions = attributes.byKey(entity.name);
  if (key !== undefined) return definitions.get(key)?.classification ?? null;
  const all = new Set([...definitions.values()].filter((d) => !d.retired).map((d) => d.classification));
  return classifications.findLast((c) => all.has(c)) ?? null;
}

const isFixed = ({ column }: FieldDef): boolean => column?.key === 'id' || column?.key === 'version';

export function scopeFor(call: Call, plugin: string, access: Access, reading: Reading): Scope {
  const { kernel, actor, tenant } = call;
  const rights = rightsOf(access);
  const reader = reading.reader(access);
  const classOfField = (entity: EntityDef, name: string): Classification | null => {
    const field = entity.fields.get(name);
    return field && !isFixed(field) ? classOf(rights, field) : null;
  };
  let apis: object | null = null;
  let system: Reader | null = null;
  const scope = {
    actor: {
      kind: actor.kind,
      staffId: actor.kind === 'staff' ? actor.staffId : null,
      contactId: actor.kind === 'contact' ? actor.contactId : null,
      teamIds: actor.kind === 'staff' ? (actor.teamIds ?? []) : [],
      has: rights.has,
      scope: rights.scope,
    },
    tenant: tenant.id,
    zone: tenant.zone,
    currency: tenant.currency,
    locale: call.locale,
    now: call.now,
    settings: call.settings.of(plugin),
    options: kernel.registry.plugins.get(plugin)?.options ?? {},
    get plugins() {
      apis ??= apisFor(call, access, reading);
      return apis;
    },
    ...reader,
    async get(entity: Entity, ids: string | readonly string[]) {
      const wanted = typeof ids === 'string' ? [ids] : ids;
      const rows = new Map((await reading.rows(access, definitionOf(call, entity), wanted)).map((row) => [row['id'], row]));
      if (typeof ids === 'string') return rows.get(ids) ?? null;
      return wanted.flatMap((id) => rows.get(id) ?? []);
    },
    newId: () => kernel.ids.next(call.now),
    sql: (query: SQL) => reading.sql(plugin, query),
    describe(name: string): EntityDescription | null {
      const entity = kernel.model.entities.get(name);
      return entity
        ? {
            name,
            plugin: entity.plugin,
            label: entity.label,
            field: (f) => {
              const field = entity.fields.get(f);
              return field ? describeField(field) : null;
            },
            hasAttributes: entity.hasAttributes,
            classOf: (f) => classOfField(entity, f),
            classOfAttribute: (key) => classOfAttribute(call, entity, key),
          }
        : null;
    },
    labelOf: (type: EnumType, value: string) => (kernel.model.enums.get(type.name)?.values.get(value)?.label ?? type.values[value]) || null,
    get declared() {
      const { plugins, events } = kernel.registry;
      return {
        permissions: [...Object.keys(kernelPermissions), ...[...plugins.values()].flatMap((p) => [...p.permissions.keys()])],
        events: [...events.keys()],
      };
    },
    pluginChange: reading.pluginChange,
    positionOf: async (cursor: string) => {
      const { head, floor } = await reading.log();
      return positionOf(cursor, head, floor);
    },
    refusalOfUrl: (url: string) => refusalOf(kernel.outgoing, url),
    contributions: (point: Point) => kernel.registry.contributions.get(point.id) ?? [],
    contributor: (point: Point, id: string) => reading.reader(systemAccess(call, contributorOf(call, plugin, point, id))),
    log: kernel.log,
    get system() {
      system ??= reading.reader(systemAccess(call, plugin));
      return system;
    },
  };
  return scope as unknown as Scope;
}

/** Each api is made when it is first asked for; a plugin that is not installed has none. */
function apisFor(call: Call, access: Access, reading: Reading): object {
  const made = new Map<string, object>();
  const apis = {};
  for (const plugin of call.kernel.registry.plugins.values()) {
    Object.defineProperty(apis, plugin.id, {
      enumerable: true,
      get() {
        const known = made.get(plugin.id) ?? plugin.api?.(scopeFor(call, plugin.id, access, reading)) ?? {};
        made.set(plugin.id, known);
        return known;
      },
    });
  }
  return apis;
}

/** A plugin's `api` for somebody who is not in the middle of a call: a computed field asks. */
export async function apiFor(kernel: Kernel, plugin: string, actor: Actor, via?: Via): Promise<object> {
  const call = await openCall(kernel, actor);
  const found = call.kernel.registry.plugins.get(plugin);
  if (!found) throw new GuanxiError('PLUGIN_UNAVAILABLE', { plugin });
  const reading = readingFrom(call, via ?? (await kernel.database()));
  return found.api?.(scopeFor(call, plugin, accessOf(call), reading)) ?? {};
}

export function definitionOf(call: Call, entity: Entity): EntityDef {
  const found = call.kernel.model.entities.get(entity.name);
  if (!found) throw new GuanxiError('PLUGIN_UNAVAILABLE', { plugin: entity.plugin ?? entity.name });
  return found;
}
