/** A record's workflow begins. */
import { type Id, label, t, type ValueOf } from '@guanxi/core';
import { WorkflowInstance, WorkflowStep } from '../entities.ts';
import type { StepCause } from '../enums.ts';
import { TransitionFired } from '../events.ts';
import { p } from '../plugin.ts';
import { startedAlready, unknownWorkflow } from '../refusals.ts';
import { entering } from '../rules/transition.ts';
import { enterState } from '../running/enter.ts';
import { runningOf } from '../running/instance.ts';
import {
  lockSubject,
  recordId,
  type Subject,
  SubjectInput,
  type SubjectRow,
  visibleSubject,
  type WorkflowTx,
  writeState,
} from '../running/subject.ts';
import { currentVersion, use } from '../running/versions.ts';

export const startWorkflow = p.command('startWorkflow', {
  label: label('Start a workflow', '启动工作流'),
  permission: 'workflow:fire',
  input: { subject: SubjectInput, workflow: t.text(200) },
  output: { instance: t.ref(WorkflowInstance), state: t.text(100) },
  async run(tx, { subject: given, workflow }) {
    const subject = await visibleSubject(tx, given);
    const row = await lockSubject(tx, subject);
    const running = (await runningOf(tx, subject.type, [subject.id])).get(subject.id);
    if (running) throw startedAlready({ key: running.key }, 'subject');
    return begin(tx, subject, row, workflow, null);
  },
});

/** @param at The state that the record is in already, where it is older than its workflow; null: the first. */
export async function begin(
  tx: WorkflowTx,
  subject: Subject,
  row: SubjectRow,
  key: string,
  at: string | null,
): Promise<{ readonly instance: Id<'WorkflowInstance'>; readonly state: string }> {
  const found = await currentVersion(tx, subject.type, key);
  if (!found) throw unknownWorkflow({ key, type: tx.describe(subject.type)?.label ?? subject.type }, 'workflow');
  const { stored, version } = found;
  const body = await use(tx, version);
  const state = at !== null && Object.hasOwn(body.states, at) ? at : body.initial;
  const entered = entering(body, state);
  const instance = await tx.insert(WorkflowInstance, {
    subjectType: subject.type,
    subjectId: subject.id,
    definitionId: stored.id,
    versionId: version.id,
    state,
    enteredAt: tx.now,
    endedAt: entered.ends ? tx.now : null,
  });
  if (row[subject.state] !== state) await writeState(tx, subject, state);
  await addStep(tx, instance, { cause: 'START', toState: state });
  await enterState(tx, subject, row, { instance, visit: 1 }, entered);
  await tx.emit(TransitionFired, {
    subject: instance,
    subjectType: subject.type,
    record: recordId(tx, subject.type, subject.id),
    workflow: key,
    event: null,
    fromState: null,
    toState: state,
    ended: entered.ends,
  });
  return { instance, state };
}

const addStep = (tx: WorkflowTx, instanceId: Id<'WorkflowInstance'>, step: { cause: ValueOf<typeof StepCause>; toState: string }) =>
  tx.insert(WorkflowStep, { ...step, instanceId, at: tx.now, staffId: tx.actor.staffId });
