/** Boot checks of the list of plugins itself: who is there, in which version, and who needs whom. */
import semver from 'semver';
import type { Label } from '../model/label.ts';
import { type BootProblem, problem } from './boot-error.ts';
import { capabilities, type Plugin } from './define.ts';
import { describe } from './describe.ts';
import { stableSort } from './sort.ts';
import { engineVersion } from './version.ts';

const idForm = /^[a-z][a-z0-9_]{0,23}$/;
/** Prereleases of a version count as inside its range: that is what is tried out before a release. */
const inRange = (version: string, range: string): boolean => semver.satisfies(version, range, { includePrerelease: true });

/** In dependency order, each id once, with what is wrong about the list. */
export function orderPlugins(listed: readonly Plugin[]): {
  readonly plugins: readonly Plugin[];
  readonly problems: readonly BootProblem[];
} {
  const byId = new Map<string, Plugin>();
  for (const plugin of listed) if (!byId.has(plugin.id)) byId.set(plugin.id, plugin);
  const { sorted, circles } = stableSort(
    [...byId.values()],
    (p) => p.id,
    (p) => Object.keys(p.kit.needs),
  );
  return {
    plugins: sorted,
    problems: [
      ...duplicates(listed),
      ...circles.map((path) => problem('NEED_CYCLE', path.slice(0, -1), { path: path.join(' → ') })),
      ...sorted.flatMap((plugin) => [...identity(plugin), ...versions(plugin), ...needs(plugin, byId)]),
    ],
  };
}

function duplicates(listed: readonly Plugin[]): BootProblem[] {
  const times = new Map<string, number>();
  for (const { id } of listed) times.set(id, (times.get(id) ?? 0) + 1);
  return [...times].filter(([, n]) => n > 1).map(([id, n]) => problem('PLUGIN_DUPLICATE', [id], { times: n }));
}

function identity({ id, shape }: Plugin): BootProblem[] {
  const found: BootProblem[] = [];
  if (!idForm.test(id)) found.push(problem('PLUGIN_ID', [id]));
  if (!capabilities.includes(shape.capability)) found.push(problem('PLUGIN_CAPABILITY', [id], { value: String(shape.capability) }));
  for (const [subject, text] of labelsOf(shape)) {
    if (!text?.en?.trim()) found.push(problem('PLUGIN_LABEL', [id], { subject, language: 'English' }));
    if (!text?.zh?.trim()) found.push(problem('PLUGIN_LABEL', [id], { subject, language: 'Chinese' }));
  }
  return found;
}

/** Whatever has a text that people read. */
function labelsOf(shape: Plugin['shape']): readonly (readonly [string, Label | undefined])[] {
  return [
    ['The label', shape.label],
    ...Object.entries(shape.permissions as Readonly<Record<string, Label>>).map(
      ([permission, text]) => [`Permission "${permission}"`, text] as const,
    ),
    ...(shape.commands ?? []).map((c) => [`Command "${c.name}"`, c.definition?.label] as const),
    ...(shape.gates ?? []).map((g) => [`Gate "${g.name}"`, g.label] as const),
    ...(shape.queries ?? []).map((q) => [`${q.kind === 'list' ? 'List' : 'Query'} "${q.name}"`, q.label] as const),
    ...(shape.events ?? []).map((e) => [`Event "${e.name}"`, e.definition?.label] as const),
    ...(shape.jobs ?? []).map((j) => [`Job "${j.name}"`, j.label] as const),
    ...(shape.subscriptions ?? []).map((s) => [`Subscription "${s.name}"`, s.label] as const),
    ...(shape.refusals ?? []).map((r) => [`Refusal ${r.code}`, r.text] as const),
    ...shape.model.flatMap((part) => (part.kind === 'point' ? [[describe(part), part.label] as const] : [])),
  ];
}

function versions({ id, kit, shape }: Plugin): BootProblem[] {
  const found: BootProblem[] = [];
  const invalid = (what: string, value: string) => found.push(problem('PLUGIN_VERSION', [id], { what, value }));
  if (semver.valid(shape.version) === null) invalid('version', shape.version);
  for (const [need, range] of Object.entries(kit.needs)) if (semver.validRange(range) === null) invalid(`needs.${need}`, range);
  if (semver.validRange(kit.engine) === null) invalid('engine', kit.engine);
  else if (!inRange(engineVersion, kit.engine)) found.push(problem('ENGINE_RANGE', [id], { range: kit.engine, version: engineVersion }));
  return found;
}

function needs({ id, kit }: Plugin, byId: ReadonlyMap<string, Plugin>): BootProblem[] {
  return Object.entries(kit.needs).flatMap(([need, range]) => {
    const needed = byId.get(need);
    if (!needed) return kit.optional.includes(need) ? [] : [problem('NEED_MISSING', [id, need], { need, range })];
    const { version } = needed.shape;
    const comparable = semver.valid(version) !== null && semver.validRange(range) !== null;
    return comparable && !inRange(version, range) ? [problem('NEED_RANGE', [id, need], { need, range, version })] : [];
  });
}
