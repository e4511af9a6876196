/** Moves a record along its workflow: asks the pure state machine, and does what it says. */
import { commandRef, type Label, type ValueOf } from '@guanxi/core';
import { WorkflowInstance, WorkflowStep } from '../entities.ts';
import type { StepCause } from '../enums.ts';
import { TransitionFired } from '../events.ts';
import { workflowActions } from '../points.ts';
import type { ActionUse } from '../rules/definition.ts';
import { type Answer, type Facts, type Move, transition } from '../rules/transition.ts';
import { enterState, leaveState } from './enter.ts';
import { needsOf, type Running } from './instance.ts';
import { factsOf, recordId, type Subject, type SubjectRow, type WorkflowScope, type WorkflowTx, writeState } from './subject.ts';

export interface Firing {
  readonly event: string;
  readonly cause: ValueOf<typeof StepCause>;
  readonly data: Readonly<Record<string, unknown>>;
  readonly reason: string | null;
  readonly isInside: boolean;
}

/** What transitions hang on besides the record. */
export const circumstances = (
  scope: WorkflowScope | WorkflowTx,
  { data, reason, isInside }: Pick<Firing, 'data' | 'reason' | 'isInside'>,
): Omit<Facts, 'record'> => ({
  data,
  reason,
  isInside,
  actor: { kind: scope.actor.kind, staffId: scope.actor.staffId },
  now: scope.now,
  permits: (permission) => scope.actor.has(permission as never),
});

/** What firing would do now. `over` is for what fires by itself, and asks nobody's permission. */
export async function answerTo(
  tx: WorkflowTx,
  subject: Subject,
  { body, state }: Running,
  firing: Firing,
  over: Pick<Facts, 'permits'> | null = null,
): Promise<Answer> {
  const needs = needsOf(tx, subject.type, body, state, { event: firing.event });
  const facts = await factsOf(tx, subject.type, [subject.id], needs);
  return transition(body, state, firing.event, { ...circumstances(tx, firing), ...over, record: facts.get(subject.id) ?? {} });
}

export async function move(tx: WorkflowTx, subject: Subject, row: SubjectRow, running: Running, to: Move, firing: Firing): Promise<void> {
  const { id: instance, body, state: fromState } = running;
  const visit = running.visit + 1;
  await leaveState(tx, instance, body.states[fromState]);
  await tx.update(WorkflowInstance, instance, {
    state: to.to,
    enteredAt: tx.now,
    visit,
    escalationLevel: 0,
    endedAt: to.ends ? tx.now : null,
  });
  await writeState(tx, subject, to.to);
  await tx.insert(WorkflowStep, {
    instanceId: instance,
    at: tx.now,
    cause: firing.cause,
    event: firing.event,
    fromState,
    toState: to.to,
    staffId: tx.actor.staffId,
    reason: firing.reason,
  });
  await enterState(tx, subject, row, { instance, visit }, to);
  await tx.emit(TransitionFired, {
    subject: instance,
    subjectType: subject.type,
    record: recordId(tx, subject.type, subject.id),
    workflow: running.key,
    event: firing.event,
    fromState,
    toState: to.to,
    ended: to.ends,
  });
  for (const use of to.actions) await act(tx, subject, use);
}

/** With the rights of the plugin that has the action. Where a tenant does not use that plugin, there is nothing to do. */
async function act(tx: WorkflowTx, subject: Subject, { action, input = {} }: ActionUse): Promise<void> {
  const found = tx.contributions(workflowActions).find((c) => c.id === action);
  if (!found) {
    tx.log.warn('an action of a workflow is not there', { action });
    return;
  }
  await tx.contributor(workflowActions, action).run(commandRef(found.value.command), { ...input, [found.value.subject]: subject.id });
}

export const stateLabel = ({ body }: Pick<Running, 'body'>, state: string): Label | string => body.states[state]?.label ?? state;
