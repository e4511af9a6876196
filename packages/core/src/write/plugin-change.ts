/**
 * What becomes of a tenant when it begins to use a plugin, or no longer does: what keeps it from being so, and what would come or go. Two
 * kernels are compared, the one of now and the one of then, so that nothing is forgotten that a plugin can declare.
 */
import type { Statement } from '../database/port.ts';
import { enabledIn, type PluginStates, statesOf } from '../model/enabling.ts';
import type { EnumValueDef } from '../model/model.ts';
import type { Via } from '../read/run.ts';
import type { PluginChange, PluginObstacle } from '../read/scope.ts';
import type { Call } from './call.ts';
import type { Kernel } from './kernel.ts';
import { quoted } from './sql-text.ts';

export async function pluginChange(call: Call, via: Via, plugin: string, enabled: boolean): Promise<PluginChange> {
  const whole = call.kernel.narrowed(null);
  const installed = [...whole.registry.plugins.values()];
  const { disabled, stopped } = await chosen(call, via);
  const now = statesOf(installed, disabled, stopped);
  const next = new Set(disabled);
  if (enabled) next.delete(plugin);
  else next.add(plugin);
  const then = statesOf(installed, next, stopped);
  const [from, to] = [whole.narrowed(enabledIn(now)), whole.narrowed(enabledIn(then))];
  const [more, less] = enabled ? [to, from] : [from, to];
  const lapsing = minus(permissionsOf(more), permissionsOf(less));
  const affected = minus([...more.registry.plugins.keys()], [...less.registry.plugins.keys()]);
  return {
    obstacle: obstacleTo(whole, now, plugin, enabled),
    isAlready: now.get(plugin)?.state === (enabled ? 'ENABLED' : 'DISABLED'),
    types: minus(typesOf(more), typesOf(less)),
    fields: minus(fieldsOf(more), fieldsOf(less)),
    commands: minus([...more.registry.commands.keys()], [...less.registry.commands.keys()]),
    queries: minus(
      [...more.registry.queries.keys(), ...more.registry.lists.keys()],
      [...less.registry.queries.keys(), ...less.registry.lists.keys()],
    ),
    events: minus([...more.registry.events.keys()], [...less.registry.events.keys()]),
    restrictions: restrictionsOf(more, less),
    permissions: lapsing,
    roles: await rolesWith(call, via, lapsing),
    jobs: await jobsOf(call, via, whole, affected),
    values: await valuesInUse(call, via, less, affected),
  };
}

async function chosen(call: Call, via: Via): Promise<Record<'disabled' | 'stopped', ReadonlySet<string>>> {
  const { rows } = await via.query({
    text: `select plugin, false as stopped from crm.plugin_choice where tenant_id = $1::uuid and not enabled
      union all select plugin, true from crm.plugin_stop`,
    params: [call.tenant.id],
  });
  const named = (stopped: boolean) => new Set(rows.filter((row) => row['stopped'] === stopped).map((row) => String(row['plugin'])));
  return { disabled: named(false), stopped: named(true) };
}

function obstacleTo(whole: Kernel, now: PluginStates, plugin: string, enabled: boolean): PluginObstacle | null {
  const installed = whole.registry.plugins.get(plugin);
  if (!installed) return { kind: 'UNKNOWN', plugins: [] };
  const isEnabled = (id: string): boolean => now.get(id)?.state === 'ENABLED';
  if (enabled) {
    const state = now.get(plugin);
    if (state?.state === 'UNAVAILABLE' && state.why === 'stopped') return { kind: 'STOPPED', plugins: [] };
    const missing = installed.required.filter((need) => !isEnabled(need));
    return missing.length > 0 ? { kind: 'NEEDS', plugins: missing } : null;
  }
  const dependants = [...whole.registry.plugins.values()].filter((p) => p.required.includes(plugin) && isEnabled(p.id));
  return dependants.length > 0 ? { kind: 'NEEDED', plugins: dependants.map((p) => p.id) } : null;
}

const minus = (more: readonly string[], less: readonly string[]): string[] => {
  const left = new Set(less);
  return [...new Set(more)].filter((name) => !left.has(name)).sort();
};
const typesOf = ({ model }: Kernel): readonly string[] => [...model.entities.keys(), ...model.enums.keys(), ...model.interfaces.keys()];
/** Of types that are there either way. */
const fieldsOf = ({ model }: Kernel): readonly string[] =>
  [...model.entities.values()].flatMap((e) => [...e.fields.keys()].map((name) => `${e.name}.${name}`));
const permissionsOf = ({ registry }: Kernel): readonly string[] => [...registry.plugins.values()].flatMap((p) => [...p.permissions.keys()]);

/** Entities of others whose rows or fields it keeps from somebody. */
function restrictionsOf(more: Kernel, less: Kernel): string[] {
  const names = [...less.model.entities.values()].filter(
    (e) => (more.model.entities.get(e.name)?.restrictions.length ?? 0) > e.restrictions.length,
  );
  return names.map((e) => e.name).sort();
}

async function rolesWith(call: Call, via: Via, permissions: readonly string[]): Promise<PluginChange['roles']> {
  if (permissions.length === 0) return [];
  const { rows } = await via.query({
    text: `select r.key, array_agg(distinct g ->> 'permission') as permissions from crm.role r, jsonb_array_elements(r.grants) g
      where r.tenant_id = $1::uuid and g ->> 'permission' = any($2::text[]) group by r.key order by r.key`,
    params: [call.tenant.id, [...permissions]],
  });
  return rows.map((row) => ({ role: String(row['key']), permissions: [...(row['permissions'] as readonly string[])].sort() }));
}

async function jobsOf(call: Call, via: Via, { registry }: Kernel, plugins: readonly string[]): Promise<number> {
  const commands = [...registry.commands.values()].flatMap(({ definition: d }) => (plugins.includes(d.plugin) ? [d.name] : []));
  const { rows } = await via.query({
    text: `select count(*)::int as n from crm.job where tenant_id = $1::uuid and state = 'WAITING'
      and (plugin = any($2::text[]) or kind = 'TIMER' and name = any($3::text[]))`,
    params: [call.tenant.id, [...plugins], commands],
  });
  return Number(rows[0]?.['n']);
}

/** Values that the plugins gave to enums of others, where records have them: they can be read, and are given to no more records. */
async function valuesInUse(call: Call, via: Via, { model }: Kernel, plugins: readonly string[]): Promise<PluginChange['values']> {
  const given = (values: ReadonlyMap<string, EnumValueDef>): readonly string[] =>
    [...values].flatMap(([name, { plugin }]) => (plugins.includes(plugin) ? [name] : []));
  const places = [...model.entities.values()].flatMap((entity) =>
    [...entity.columns.values()].flatMap((column) => {
      const values = column.enum ? given(column.enum.values) : [];
      return values.length === 0 ? [] : [{ entity, column, values }];
    }),
  );
  const found: { readonly field: string; readonly value: string; readonly records: number }[] = [];
  for (const { entity, column, values } of places) {
    const { rows } = await via.query(countOf(call, entity.tableName, column.name, column.array, values));
    for (const row of rows) found.push({ field: `${entity.name}.${column.key}`, value: String(row['value']), records: Number(row['n']) });
  }
  return found;
}

const countOf = (call: Call, table: string, column: string, isArray: boolean, values: readonly string[]): Statement => ({
  text: `select v as value, count(*)::int as n from crm.${quoted(table)} t, unnest(${isArray ? `t.${quoted(column)}` : `array[t.${quoted(column)}]`}) v
    where t.tenant_id = $1::uuid and v = any($2::text[]) group by v order by v`,
  params: [call.tenant.id, [...values]],
});
