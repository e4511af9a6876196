/** Everything the installed plugins declare, put where the rooms look it up. What is said of absent plugins is left out. */
import { GuanxiError } from '../errors.ts';
import type { Label } from '../model/label.ts';
import type { DomainEvent, HookPart } from '../write/declarations.ts';
import type { BoundCommand, InstalledPlugin, Registry } from '../write/kernel.ts';
import type { Plugin } from './define.ts';

type HookOf<K extends HookPart['kind']> = Extract<HookPart, { readonly kind: K }>;

/** `plugins` in dependency order, free of problems. */
export function assembleRegistry(plugins: readonly Plugin[]): Registry {
  const shapes = plugins.map((p) => p.shape);
  const hooks = shapes.flatMap((s) => s.hooks ?? []);
  const ofKind = <K extends HookPart['kind']>(kind: K): readonly HookOf<K>[] => hooks.filter((h): h is HookOf<K> => h.kind === kind);
  const before = grouped(ofKind('before'), (h) => h.command.name);
  const extensions = grouped(ofKind('extend'), (h) => h.command.name);
  const queries = shapes.flatMap((s) => s.queries ?? []);
  const listed = shapes.flatMap((s) => s.commands ?? []);
  const commands = listed.flatMap(({ definition }) => (definition ? [definition] : []));
  return {
    plugins: new Map(plugins.map((plugin) => [plugin.id, installed(plugin, plugins)])),
    commands: new Map(
      commands.map((definition): [string, BoundCommand] => [
        definition.name,
        { definition, before: before.get(definition.name) ?? [], extensions: extensions.get(definition.name) ?? [] },
      ]),
    ),
    queries: new Map(queries.flatMap((q) => (q.kind === 'query' ? [[q.name, q] as const] : []))),
    lists: new Map(queries.flatMap((q) => (q.kind === 'list' ? [[q.name, q] as const] : []))),
    events: new Map(
      shapes.flatMap((s) => s.events ?? []).flatMap(({ name, definition }) => (definition ? [[name, definition] as const] : [])),
    ),
    refusals: new Map(shapes.flatMap((s) => s.refusals ?? []).map((r) => [r.code, r])),
    gates: new Map(shapes.flatMap((s) => s.gates ?? []).map((g) => [g.name, g])),
    guards: grouped(ofKind('guard'), (h) => h.entity.name),
    during: grouped(ofKind('during'), (h: { readonly event: DomainEvent }) => h.event.name),
    after: grouped(ofKind('after'), (h: { readonly event: DomainEvent }) => h.event.name),
    jobs: new Map(shapes.flatMap((s) => s.jobs ?? []).map((j) => [`${j.plugin}.${j.name}`, j])),
    operations: new Map(listed.flatMap(({ operation }) => (operation ? [[operation.name, operation] as const] : []))),
    subscriptions: new Map(shapes.flatMap((s) => s.subscriptions ?? []).map((s) => [s.name, s])),
    contributions: contributionsOf(plugins),
    directory: plugins.flatMap(({ id, shape }) => (shape.directory ? [{ plugin: id, of: shape.directory }] : []))[0] ?? null,
    graphql: new Map(plugins.flatMap((p) => (p.shape.graphql ? [[p.id, p.shape.graphql] as const] : []))),
  };
}

function installed({ id, kit, shape }: Plugin, plugins: readonly Plugin[]): InstalledPlugin {
  const held = new Set(plugins.flatMap((p) => Object.keys(p.shape.permissions)));
  const { settings } = shape;
  const uses = ((shape.uses ?? []) as readonly string[]).filter((permission) => held.has(permission));
  return {
    id,
    version: shape.version,
    label: shape.label,
    capability: shape.capability,
    needs: kit.needs,
    required: Object.keys(kit.needs).filter((need) => !kit.optional.includes(need)),
    permissions: new Map(Object.entries(shape.permissions as Readonly<Record<string, Label>>)),
    systemPermissions: [...Object.keys(shape.permissions), ...uses],
    uses,
    seed: shape.seed ?? null,
    options: shape.options ?? {},
    api: shape.api ?? null,
    parseSettings(stored) {
      if (!settings) return {};
      const parsed = settings.safeParse(stored);
      if (parsed.success) return parsed.data;
      const [issue] = parsed.error.issues;
      const path = issue?.path.map(String) ?? [];
      throw new GuanxiError(
        'SETTINGS_INVALID',
        { plugin: id, path: path.join('.') || '(the whole)', problem: issue?.message ?? 'invalid' },
        { path },
      );
    },
  };
}

function contributionsOf(plugins: readonly Plugin[]): Registry['contributions'] {
  const all = plugins.flatMap(({ id: plugin, shape }) =>
    shape.model.flatMap((part) => (part.kind === 'contribution' ? [{ point: part.point.id, id: part.id, plugin, value: part.value }] : [])),
  );
  return grouped(all, (c) => c.point);
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const out = new Map<string, T[]>();
  for (const item of items) out.set(keyOf(item), [...(out.get(keyOf(item)) ?? []), item]);
  return out;
}
