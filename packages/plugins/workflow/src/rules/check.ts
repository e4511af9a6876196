/**
 * Whether a definition can run: every state can be reached and can end, and nothing is named that is not there. All that is wrong is found at
 * once, each with its path. Pure: what the world has is given.
 */
import type { Assignment, Definition, TransitionDefinition, Wait } from './definition.ts';
import { type FieldOf, readGuard, readPath } from './guard.ts';

export type ProblemKind =
  | 'UNREACHABLE_STATE'
  | 'NO_END_STATE'
  | 'DEAD_END'
  | 'UNKNOWN_STATE'
  | 'UNKNOWN_EVENT'
  | 'SHADOWED'
  | 'GUARD_SYNTAX'
  | 'UNKNOWN_FIELD'
  | 'UNKNOWN_ACTION'
  | 'UNKNOWN_ACTION_INPUT'
  | 'UNKNOWN_PERMISSION'
  | 'UNKNOWN_ASSIGNEE'
  | 'UNKNOWN_CLOCK'
  | 'WAIT_TOO_SHORT'
  | 'TASK_TWICE';

export interface Problem {
  readonly kind: ProblemKind;
  readonly path: readonly (string | number)[];
  /** What is unknown or wrong there. */
  readonly detail: string;
}

/** What the definition may name. */
export interface World {
  /** The entity whose records it is for. */
  readonly entity: string;
  readonly fieldOf: FieldOf;
  /** The keys of its command's input that may be set, of actions for records of the entity. */
  readonly actions: ReadonlyMap<string, readonly string[]>;
  readonly permissions: ReadonlySet<string>;
  /** Ids of staff and teams, and keys of roles. */
  readonly assignees: ReadonlySet<string>;
  readonly clocks: ReadonlySet<string>;
}

type Path = Problem['path'];
const problem = (kind: ProblemKind, path: Path, detail = ''): Problem => ({ kind, path, detail });

export function problemsOf(definition: Definition, world: World): readonly Problem[] {
  return [
    ...shape(definition),
    ...states(definition, world),
    ...definition.transitions.flatMap((t, i) => transition(t, i, definition, world)),
  ];
}

/** Everything that can be come to from some states, along edges. */
function closure(from: readonly string[], edges: readonly (readonly [string, string])[]): ReadonlySet<string> {
  const seen = new Set(from);
  for (const state of seen) for (const [a, b] of edges) if (a === state) seen.add(b);
  return seen;
}

function shape({ states: all, initial, final, transitions }: Definition): Problem[] {
  const names = Object.keys(all);
  const known = new Set(names);
  const edges = transitions.flatMap((t) => t.from.map((from) => [from, t.to] as const)).filter(([a, b]) => known.has(a) && known.has(b));
  const ends = final.filter((s) => known.has(s));
  const reached = closure(known.has(initial) ? [initial] : [], edges);
  const ending = closure(
    ends,
    edges.map(([a, b]) => [b, a] as const),
  );
  return [
    ...(known.has(initial) ? [] : [problem('UNKNOWN_STATE', ['initial'], initial)]),
    ...final.flatMap((s, i) => (known.has(s) ? [] : [problem('UNKNOWN_STATE', ['final', i], s)])),
    ...(ends.length > 0 ? [] : [problem('NO_END_STATE', ['final'])]),
    ...names.filter((s) => known.has(initial) && !reached.has(s)).map((s) => problem('UNREACHABLE_STATE', ['states', s], s)),
    ...names.filter((s) => ends.length > 0 && !ending.has(s)).map((s) => problem('DEAD_END', ['states', s], s)),
  ];
}

const MINUTE = /^P(?!T?0+[A-Z]?$)(?=.*[1-9])(?!T(\d+S)$).*/;
/** A wait of less than a minute would be a loop that never rests. */
const isLongEnough = (after: string): boolean => MINUTE.test(after);

function wait({ after, clock }: Wait, path: Path, world: World): Problem[] {
  return [
    ...(isLongEnough(after) ? [] : [problem('WAIT_TOO_SHORT', [...path, 'after'], after)]),
    ...(clock === undefined || world.clocks.has(clock) ? [] : [problem('UNKNOWN_CLOCK', [...path, 'clock'], clock)]),
  ];
}

/** Who is named, where somebody is. */
export function namedAssignee(assign: Assignment): string | null {
  if (assign.to === 'PERSON') return assign.staff;
  if (assign.to === 'ROLE') return assign.role;
  return assign.to === 'TEAM' || assign.to === 'LEAST_LOADED' ? assign.team : null;
}

function assignee(assign: Assignment | undefined, path: Path, world: World): Problem[] {
  const named = assign ? namedAssignee(assign) : null;
  return named === null || world.assignees.has(named) ? [] : [problem('UNKNOWN_ASSIGNEE', path, named)];
}

function states({ states: all, transitions }: Definition, world: World): Problem[] {
  return Object.entries(all).flatMap(([name, { tasks = [], timers = [], escalation = [], whenDone }]) => {
    const events = new Set(transitions.filter((t) => t.from.includes(name)).map((t) => t.on));
    const at = (...rest: Path): Path => ['states', name, ...rest];
    const event = (on: string, path: Path) => (events.has(on) ? [] : [problem('UNKNOWN_EVENT', path, on)]);
    return [
      ...tasks.flatMap((task, i) => [
        ...(tasks.findIndex((other) => other.key === task.key) < i ? [problem('TASK_TWICE', at('tasks', i, 'key'), task.key)] : []),
        ...assignee(task.assign, at('tasks', i, 'assign'), world),
        ...(task.due ? wait(task.due, at('tasks', i, 'due'), world) : []),
      ]),
      ...timers.flatMap((timer, i) => [...wait(timer, at('timers', i), world), ...event(timer.event, at('timers', i, 'event'))]),
      ...escalation.flatMap((level, i) => [
        ...wait(level, at('escalation', i), world),
        ...assignee(level.assign, at('escalation', i, 'assign'), world),
      ]),
      ...(whenDone === undefined ? [] : event(whenDone, at('whenDone'))),
    ];
  });
}

function transition(t: TransitionDefinition, index: number, { states: all, transitions }: Definition, world: World): Problem[] {
  const at = (...rest: Path): Path => ['transitions', index, ...rest];
  const unknown = (state: string, path: Path) => (Object.hasOwn(all, state) ? [] : [problem('UNKNOWN_STATE', path, state)]);
  const shadows = transitions.slice(0, index).filter((o) => o.on === t.on && o.guard === undefined);
  return [
    ...unknown(t.to, at('to')),
    ...t.from.flatMap((state, i) => [
      ...unknown(state, at('from', i)),
      ...(shadows.some((o) => o.from.includes(state)) ? [problem('SHADOWED', at('from', i), t.on)] : []),
    ]),
    ...(t.guard === undefined ? [] : readGuard(t.guard, world.entity, world.fieldOf, {})).map(({ kind, detail }) =>
      problem(kind === 'SYNTAX' ? 'GUARD_SYNTAX' : 'UNKNOWN_FIELD', at('guard'), detail),
    ),
    ...(t.requires ?? []).flatMap((path, i) =>
      readPath(path, world.entity, world.fieldOf, {}).map(({ detail }) => problem('UNKNOWN_FIELD', at('requires', i), detail)),
    ),
    ...(t.permission === undefined || world.permissions.has(t.permission)
      ? []
      : [problem('UNKNOWN_PERMISSION', at('permission'), t.permission)]),
    ...(t.actions ?? []).flatMap(({ action, input = {} }, i) => {
      const keys = world.actions.get(action);
      if (!keys) return [problem('UNKNOWN_ACTION', at('actions', i, 'action'), action)];
      return Object.keys(input)
        .filter((key) => !keys.includes(key))
        .map((key) => problem('UNKNOWN_ACTION_INPUT', at('actions', i, 'input', key), key));
    }),
  ];
}
