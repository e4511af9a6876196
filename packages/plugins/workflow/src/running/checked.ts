/** What a definition may name of the world around it, looked up; and all that is wrong with it, told at once. */
import { type GuanxiError, parseGlobalId, Refusals, select, sql } from '@guanxi/core';
import { roleFields, staffFields, teamFields } from '@guanxi/core/crm';
import { workflowActions } from '../points.ts';
import * as refusals from '../refusals.ts';
import { namedAssignee, type Problem, type ProblemKind, problemsOf, type World } from '../rules/check.ts';
import type { Assignment, Definition } from '../rules/definition.ts';
import { clocksOf } from './clock.ts';
import { fieldsOf, type WorkflowTx } from './subject.ts';

/** @throws Refusals one for each problem, with its path below `path` */
export async function refuseProblems(tx: WorkflowTx, type: string, definition: Definition, path: readonly string[]): Promise<void> {
  const problems = problemsOf(definition, await worldOf(tx, type, definition));
  if (problems.length > 0) throw new Refusals(problems.map((p) => told(p, path)));
}

const texts: Readonly<Record<ProblemKind, (args: { readonly detail: string }, path: string) => GuanxiError>> = {
  UNREACHABLE_STATE: refusals.unreachableState,
  NO_END_STATE: (_, path) => refusals.noEndState({}, path),
  DEAD_END: refusals.deadEnd,
  UNKNOWN_STATE: refusals.unknownState,
  UNKNOWN_EVENT: refusals.unknownEvent,
  SHADOWED: refusals.shadowed,
  GUARD_SYNTAX: refusals.guardSyntax,
  UNKNOWN_FIELD: refusals.unknownField,
  UNKNOWN_ACTION: refusals.unknownAction,
  UNKNOWN_ACTION_INPUT: refusals.unknownActionInput,
  UNKNOWN_PERMISSION: refusals.unknownPermission,
  UNKNOWN_ASSIGNEE: refusals.unknownAssignee,
  UNKNOWN_CLOCK: refusals.unknownClock,
  WAIT_TOO_SHORT: refusals.waitTooShort,
  TASK_TWICE: refusals.taskTwice,
};
const told = ({ kind, path, detail }: Problem, below: readonly string[]): GuanxiError =>
  texts[kind]({ detail }, [...below, ...path].join('.'));

async function worldOf(tx: WorkflowTx, type: string, definition: Definition): Promise<World> {
  const actions = tx.contributions(workflowActions).filter((c) => c.value.on === type);
  const assignments = Object.values(definition.states).flatMap((s) => [
    ...(s.tasks ?? []).map((task) => task.assign),
    ...(s.escalation ?? []).flatMap((level) => level.assign ?? []),
  ]);
  return {
    entity: type,
    fieldOf: fieldsOf(tx),
    actions: new Map(actions.map((c) => [c.id, c.value.input ?? []])),
    permissions: new Set(tx.declared.permissions),
    assignees: await assigneesOf(tx, assignments),
    clocks: await clocksOf(tx, definition),
  };
}

/** Those of the named ones that are there. */
async function assigneesOf(tx: WorkflowTx, assignments: readonly Assignment[]): Promise<ReadonlySet<string>> {
  const named = (...to: readonly Assignment['to'][]) => assignments.filter((a) => to.includes(a.to)).flatMap((a) => namedAssignee(a) ?? []);
  const [staff, teams, roles] = [named('PERSON'), named('TEAM', 'LEAST_LOADED'), named('ROLE')];
  const found = [
    ...(staff.length === 0 ? [] : await tx.system.read(select(staffFields, {}), { ids: staff.filter(isId) as never })).map((s) => s.id),
    ...(teams.length === 0 ? [] : await tx.system.read(select(teamFields, {}), { ids: teams.filter(isId) as never })).map((s) => s.id),
    ...(roles.length === 0
      ? []
      : await tx.system.read(select(roleFields, { key: true }), { where: (r) => sql`${r.key} = any(${roles})` })
    ).map((r) => r.key),
  ];
  return new Set<string>(found);
}

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** People copy ids from the API: in what is stored they are as the engine has them. */
export function withOwnIds(definition: Definition): Definition {
  const own = (id: string): string => parseGlobalId(id)?.uuid ?? id;
  const assign = (a: Assignment): Assignment =>
    a.to === 'PERSON' ? { ...a, staff: own(a.staff) } : a.to === 'TEAM' || a.to === 'LEAST_LOADED' ? { ...a, team: own(a.team) } : a;
  const states = Object.entries(definition.states).map(([name, s]) => [
    name,
    {
      ...s,
      ...(s.tasks && { tasks: s.tasks.map((task) => ({ ...task, assign: assign(task.assign) })) }),
      ...(s.escalation && { escalation: s.escalation.map((l) => (l.assign ? { ...l, assign: assign(l.assign) } : l)) }),
    },
  ]);
  return { ...definition, states: Object.fromEntries(states) };
}
