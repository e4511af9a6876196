/** Boot checks of what plugins declare by name: each name once, in its plugin's form, listed by the plugin whose kit made it. */
import { errorTexts } from '../errors.ts';
import type { ModelPart } from '../model/parts.ts';
import { type BootProblem, problem } from './boot-error.ts';
import type { BootCode } from './boot-errors.ts';
import type { Plugin } from './define.ts';
import { describe, makerOf } from './describe.ts';
import { unlistedOf } from './made.ts';

export function checkNames(plugins: readonly Plugin[]): readonly BootProblem[] {
  return [
    ...twice('DUPLICATE_COMMAND', plugins, ({ shape }) => (shape.commands ?? []).map((c) => c.name)),
    ...twice('DUPLICATE_QUERY', plugins, ({ shape }) => (shape.queries ?? []).map((q) => q.name)),
    ...twice('DUPLICATE_JOB', plugins, ({ id, shape }) => (shape.jobs ?? []).map((j) => `${id}.${j.name}`)),
    ...twice('DUPLICATE_SUBSCRIPTION', plugins, ({ shape }) => (shape.subscriptions ?? []).map((s) => s.name)),
    ...twice('DUPLICATE_EVENT', plugins, ({ shape }) => (shape.events ?? []).map((e) => e.name)),
    ...twice('DUPLICATE_PERMISSION', plugins, ({ shape }) => Object.keys(shape.permissions)),
    ...twice('DUPLICATE_REFUSAL', plugins, ({ shape }) => (shape.refusals ?? []).map((r) => r.code), Object.keys(errorTexts)),
    ...twice('DUPLICATE_GATE', plugins, ({ shape }) => (shape.gates ?? []).map((g) => g.name)),
    ...twice('DUPLICATE_POINT', plugins, ({ shape }) => pointsOf(shape.model).map((p) => p.id)),
    ...contributedTwice(plugins),
    ...plugins.flatMap((plugin) => [...forms(plugin), ...listing(plugin), ...unheard(plugin, plugins)]),
  ];
}

const pointsOf = (parts: readonly ModelPart[]) => parts.filter((p) => p.kind === 'point');

/** Names that more than one plugin has, or one plugin has twice, or the engine has already. */
function twice(
  code: BootCode,
  plugins: readonly Plugin[],
  namesOf: (plugin: Plugin) => readonly string[],
  taken: readonly string[] = [],
): BootProblem[] {
  const givers = new Map<string, string[]>(taken.map((name) => [name, ['kernel']]));
  for (const plugin of plugins) for (const name of namesOf(plugin)) givers.set(name, [...(givers.get(name) ?? []), plugin.id]);
  return [...givers].filter(([, ids]) => ids.length > 1).map(([subject, ids]) => problem(code, ids, { subject }));
}

function contributedTwice(plugins: readonly Plugin[]): BootProblem[] {
  const givers = new Map<string, { readonly point: string; readonly id: string; readonly plugins: string[] }>();
  for (const { id: plugin, shape } of plugins) {
    for (const part of shape.model) {
      if (part.kind !== 'contribution') continue;
      const key = `${part.point.id} ${part.id}`;
      const known = givers.get(key);
      if (known) known.plugins.push(plugin);
      else givers.set(key, { point: part.point.id, id: part.id, plugins: [plugin] });
    }
  }
  return [...givers.values()]
    .filter((g) => g.plugins.length > 1)
    .map((g) => problem('DUPLICATE_CONTRIBUTION', g.plugins, { subject: g.id, detail: g.point }));
}

function forms({ id, shape }: Plugin): BootProblem[] {
  const wrong = (code: BootCode, names: readonly string[], prefix: string) =>
    names.filter((name) => !name.startsWith(prefix)).map((subject) => problem(code, [id], { subject }));
  return [
    ...wrong(
      'EVENT_NAME',
      (shape.events ?? []).map((e) => e.name),
      `${id}.`,
    ),
    ...wrong(
      'POINT_NAME',
      pointsOf(shape.model).map((p) => p.id),
      `${id}.`,
    ),
    ...wrong('PERMISSION_NAME', Object.keys(shape.permissions), `${id}:`),
  ];
}

/** What the plugin made is what it lists. */
function listing({ id, kit, shape }: Plugin): BootProblem[] {
  const listed: readonly object[] = [
    ...shape.model,
    ...(shape.commands ?? []),
    ...(shape.queries ?? []),
    ...(shape.events ?? []),
    ...(shape.refusals ?? []),
    ...(shape.gates ?? []),
    ...(shape.hooks ?? []),
    ...(shape.jobs ?? []),
    ...(shape.subscriptions ?? []),
  ];
  const foreign = listed.filter((part) => {
    const maker = makerOf(part);
    return maker !== null && maker !== id;
  });
  return [
    ...unlistedOf(kit).map((part) => problem('NOT_LISTED', [id], { subject: describe(part) })),
    ...foreign.map((part) => problem('LISTED_FOREIGN', [id, makerOf(part) ?? ''], { subject: describe(part), other: makerOf(part) ?? '' })),
  ];
}

/** What listens to an event that its plugin does not have; where that plugin is absent nothing is expected of it. */
function unheard({ id, shape }: Plugin, plugins: readonly Plugin[]): BootProblem[] {
  const events = new Set(plugins.flatMap((p) => (p.shape.events ?? []).map((e) => e.name)));
  return (shape.hooks ?? []).flatMap((hook) => {
    if ((hook.kind !== 'during' && hook.kind !== 'after') || events.has(hook.event.name)) return [];
    const other = hook.event.name.slice(0, hook.event.name.indexOf('.'));
    return plugins.some((p) => p.id === other) ? [problem('UNKNOWN_EVENT', [id, other], { name: hook.event.name, other })] : [];
  });
}
