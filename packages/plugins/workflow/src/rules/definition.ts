/**
 * What a workflow is: a state machine as data. Plugins ship definitions as code, typed by their states and events; a tenant's own, and what
 * a tenant made of a shipped one, are the same data in the database. Both are checked by `check.ts` before anything runs on them.
 */
import type { Label } from '@guanxi/core';

/** Who gets a task (WF-01: person, role, team, least loaded, responsible for the customer). */
export type Assignment =
  /** This member of staff, by id. */
  | { readonly to: 'PERSON'; readonly staff: string }
  /** Of those who have the role, by its key, the one with the fewest open tasks. */
  | { readonly to: 'ROLE'; readonly role: string }
  /** The team, by id: whoever of it takes the task. */
  | { readonly to: 'TEAM'; readonly team: string }
  /** Of the team, the one with the fewest open tasks. */
  | { readonly to: 'LEAST_LOADED'; readonly team: string }
  /** Who answers for the record, or for its customer. */
  | { readonly to: 'RESPONSIBLE' }
  /** Who brought the record into the state. */
  | { readonly to: 'ACTOR' };

/** A time from the instant a state is entered. */
export interface Wait {
  /** ISO 8601, such as `PT72H`. */
  readonly after: string;
  /** `ALWAYS`, all time; or, where plugin `calendar` is used, `DEFAULT` or a business calendar's id: only open hours. Without it, as the tenant's settings say. */
  readonly clock?: string;
}

export interface TaskDefinition {
  /** Names it within its state. */
  readonly key: string;
  readonly label: Label;
  readonly assign: Assignment;
  /** Without it the task is never overdue. */
  readonly due?: Wait;
}

/** When the time is up, and the record is still in the state, the event is fired; where it is not available then, nothing happens. */
export interface TimerDefinition<E extends string = string> extends Wait {
  readonly event: E;
}

/** One step of a ladder. Levels are climbed in order, each once for each time the state is entered. */
export interface EscalationLevel extends Wait {
  readonly label: Label;
  /** Gives the state's open tasks to somebody else; without it they stay, and the event `workflow.instance.escalated` is all. */
  readonly assign?: Assignment;
}

/** A registered action, by the id of its contribution, with constants for its command's input. */
export interface ActionUse {
  readonly action: string;
  readonly input?: Readonly<Record<string, unknown>>;
}

export interface StateDefinition<E extends string = string> {
  readonly label: Label;
  readonly tasks?: readonly TaskDefinition[];
  readonly timers?: readonly TimerDefinition<E>[];
  readonly escalation?: readonly EscalationLevel[];
  /** Fired when the last of the state's tasks is done: steps that follow each other by themselves. */
  readonly whenDone?: E;
}

export interface TransitionDefinition<S extends string = string, E extends string = string> {
  readonly on: E;
  readonly from: readonly S[];
  readonly to: S;
  readonly label: Label;
  /** CEL over `record` (its fields and relations), `data` (what was given with the event), `actor` and `now`. */
  readonly guard?: string;
  /** What people are told where the guard says no. */
  readonly guardLabel?: Label;
  /** Fields of the record that must have a value. */
  readonly requires?: readonly string[];
  /** What whoever fires it by `fireTransition` must be allowed; the plugins' own commands have asked already. */
  readonly permission?: string;
  /** Only commands of plugins fire it, not `fireTransition` on its own: they check or record what belongs to it. */
  readonly internal?: boolean;
  /** It is not fired without a reason. */
  readonly needsReason?: boolean;
  readonly actions?: readonly ActionUse[];
}

export interface Definition<S extends string = string, E extends string = string> {
  /** Begins with the plugin's id: `complaints.complaint`. */
  readonly id: string;
  /** Of the code: to be raised with every change of a definition that was published. */
  readonly version: number;
  readonly label: Label;
  readonly initial: S;
  readonly final: readonly S[];
  readonly states: Readonly<Record<S, StateDefinition<E>>>;
  readonly transitions: readonly TransitionDefinition<S, E>[];
}

/**
 * A definition whose states and events the compiler knows: a transition to an unknown state, or firing an unknown event, does not compile.
 * @example workflowOf({ id: 'booth.visit', version: 1, label, initial: 'NEW', final: ['DONE'], states: { NEW: {…}, DONE: {…} }, transitions: […] })
 */
export function workflowOf<const S extends string, const E extends string>(definition: {
  readonly id: string;
  readonly version: number;
  readonly label: Label;
  readonly initial: NoInfer<S>;
  readonly final: readonly NoInfer<S>[];
  readonly states: Readonly<Record<S, StateDefinition<NoInfer<E>>>>;
  readonly transitions: readonly TransitionDefinition<NoInfer<S>, E>[];
}): Definition<S, E> {
  return definition;
}
