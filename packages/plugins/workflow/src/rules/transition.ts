/**
 * The state machine itself, without any I/O: from a definition, a state, an event and what is known of the record to what happens, or why
 * nothing does.
 */
import type { Label } from '@guanxi/core';
import type { ActionUse, Definition, StateDefinition, TransitionDefinition } from './definition.ts';
import { decide, type GuardFacts } from './guard.ts';

export interface Facts extends GuardFacts {
  /** Whether whoever fires it has a permission. */
  permits(permission: string): boolean;
  /** Whether code of a plugin fires it, or time, and not somebody outside. */
  readonly isInside: boolean;
  readonly reason: string | null;
}

export type Hindrance =
  | { readonly kind: 'GUARD'; readonly label: Label | null; readonly problem: string | null }
  | { readonly kind: 'FIELDS_MISSING'; readonly fields: readonly string[] }
  | { readonly kind: 'PERMISSION_MISSING'; readonly permission: string }
  | { readonly kind: 'PLUGINS_ONLY' }
  | { readonly kind: 'REASON_MISSING' };

/** What there is to do: leave the state, enter the other, and in it what its definition says. */
export interface Move<S extends string = string> {
  readonly kind: 'MOVE';
  /** Its place in the definition. */
  readonly index: number;
  readonly from: S;
  readonly to: S;
  readonly ends: boolean;
  readonly tasks: NonNullable<StateDefinition['tasks']>;
  readonly timers: NonNullable<StateDefinition['timers']>;
  readonly escalation: NonNullable<StateDefinition['escalation']>;
  readonly actions: readonly ActionUse[];
}
export type Answer<S extends string = string> =
  | Move<S>
  /** The table has no such event from this state (G7). */
  | { readonly kind: 'NOT_IN_TABLE'; readonly events: readonly string[] }
  | { readonly kind: 'HINDERED'; readonly index: number; readonly hindrances: readonly Hindrance[] };

/** Transitions out of a state, with their places in the definition. */
export const leaving = <S extends string, E extends string>(
  { transitions }: Definition<S, E>,
  state: string,
): readonly { readonly index: number; readonly transition: TransitionDefinition<S, E> }[] =>
  transitions.flatMap((transition, index) => ((transition.from as readonly string[]).includes(state) ? [{ index, transition }] : []));

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** What stands at a path of single relations. */
const at = (record: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | null)?.[key], record);

function guardHindrance({ guard, guardLabel }: TransitionDefinition, facts: Facts): readonly Hindrance[] {
  if (guard === undefined) return [];
  const { holds, problem } = decide(guard, facts);
  return holds ? [] : [{ kind: 'GUARD', label: guardLabel ?? null, problem }];
}

/** Everything that keeps a transition from happening now. */
export function hindrances(transition: TransitionDefinition, facts: Facts): readonly Hindrance[] {
  const missing = (transition.requires ?? []).filter((path) => isEmpty(at(facts.record, path)));
  return [
    ...guardHindrance(transition, facts),
    ...(missing.length > 0 ? [{ kind: 'FIELDS_MISSING', fields: missing } as const] : []),
    ...(transition.internal && !facts.isInside ? [{ kind: 'PLUGINS_ONLY' } as const] : []),
    ...(transition.permission !== undefined && !facts.permits(transition.permission)
      ? [{ kind: 'PERMISSION_MISSING', permission: transition.permission } as const]
      : []),
    ...(transition.needsReason && facts.reason === null ? [{ kind: 'REASON_MISSING' } as const] : []),
  ];
}

/**
 * Where several transitions share event and state, the first whose guard holds is meant: the guards are the branches. What else it demands
 * must then be met.
 * @example transition(complaintFlow, 'RECEIVED', 'acknowledge', facts) // { kind: 'MOVE', to: 'ACKNOWLEDGED', … }
 */
export function transition<S extends string, E extends string>(
  definition: Definition<S, E>,
  state: NoInfer<S>,
  event: string,
  facts: Facts,
): Answer<S> {
  const all = leaving(definition, state);
  const candidates = all.filter((c) => c.transition.on === event);
  const [only] = candidates;
  if (only === undefined) return { kind: 'NOT_IN_TABLE', events: [...new Set(all.map((c) => c.transition.on))] };
  const chosen = candidates.find((c) => guardHindrance(c.transition, facts).length === 0) ?? only;
  const hindered = hindrances(chosen.transition, facts);
  if (hindered.length > 0) return { kind: 'HINDERED', index: chosen.index, hindrances: hindered };
  return {
    kind: 'MOVE',
    index: chosen.index,
    from: state,
    ...entering(definition, chosen.transition.to),
    actions: chosen.transition.actions ?? [],
  };
}

/** What entering a state brings with it. */
export function entering<S extends string>(
  { states, final }: Definition<S>,
  to: S,
): Pick<Move<S>, 'to' | 'ends' | 'tasks' | 'timers' | 'escalation'> {
  const { tasks = [], timers = [], escalation = [] } = states[to];
  return { to, ends: final.includes(to), tasks, timers, escalation };
}
