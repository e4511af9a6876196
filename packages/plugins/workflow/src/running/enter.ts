/** Leaving a state and entering another: tasks, timers and the ladder of the one end, those of the other begin. */
import { type Id, select, sql } from '@guanxi/core';
import { Task } from '../entities.ts';
import { TaskAssigned } from '../events.ts';
import { taskFields } from '../fields.ts';
import type { StateDefinition } from '../rules/definition.ts';
import type { entering } from '../rules/transition.ts';
import { assign } from './assign.ts';
import { dueAt } from './clock.ts';
import { climbLadder, elapseTimer, markOverdue } from './scheduled.ts';
import { recordId, type Subject, type WorkflowTx } from './subject.ts';

type Entered = Omit<ReturnType<typeof entering>, 'ends'>;
export interface Place {
  readonly instance: Id<'WorkflowInstance'>;
  readonly visit: number;
}

/** What is scheduled for a state is called so; a later visit's takes its place. */
export const timerKey = (instance: string, index: number): string => `timer:${instance}:${index}`;
export const levelKey = (instance: string, index: number): string => `level:${instance}:${index}`;
export const dueKey = (task: string): string => `due:${task}`;

export async function leaveState(tx: WorkflowTx, instance: Id<'WorkflowInstance'>, left: StateDefinition | undefined): Promise<void> {
  for (const index of (left?.timers ?? []).keys()) await tx.cancel(timerKey(instance, index));
  for (const index of (left?.escalation ?? []).keys()) await tx.cancel(levelKey(instance, index));
  if ((left?.tasks ?? []).length === 0) return;
  const open = await openTasks(tx, instance);
  for (const id of open) await tx.cancel(dueKey(id));
  await tx.update(Task, open, { state: 'CANCELLED' });
}

export async function openTasks(tx: WorkflowTx, instance: Id<'WorkflowInstance'>): Promise<readonly Id<'Task'>[]> {
  const found = await tx.system.read(select(taskFields, {}), {
    where: (task) => sql`${task.instanceId} = ${instance} and ${task.state} = 'OPEN'`,
  });
  return found.map((task) => task.id);
}

export async function enterState(
  tx: WorkflowTx,
  subject: Subject,
  row: Readonly<Record<string, unknown>>,
  { instance, visit }: Place,
  entered: Entered,
): Promise<void> {
  for (const [timer, { event: _, ...wait }] of entered.timers.entries())
    await tx.schedule(elapseTimer, { instance, visit, timer }, { at: await dueAt(tx, tx.now, wait), key: timerKey(instance, timer) });
  for (const [level, wait] of entered.escalation.entries())
    await tx.schedule(climbLadder, { instance, visit, level }, { at: await dueAt(tx, tx.now, wait), key: levelKey(instance, level) });
  await makeTasks(tx, subject, row, instance, entered);
}

async function makeTasks(
  tx: WorkflowTx,
  subject: Subject,
  row: Readonly<Record<string, unknown>>,
  instance: Id<'WorkflowInstance'>,
  { tasks, to }: Entered,
): Promise<void> {
  const assignees = await assign(
    tx,
    subject,
    row,
    tasks.map((task) => task.assign),
  );
  for (const [i, { key, label, due }] of tasks.entries()) {
    const { ownerId = null, teamId = null } = assignees[i] ?? {};
    const at = due ? await dueAt(tx, tx.now, due) : null;
    const task = await tx.insert(Task, {
      instanceId: instance,
      subjectType: subject.type,
      subjectId: subject.id,
      inState: to,
      key,
      labelEn: label.en,
      labelZh: label.zh,
      state: 'OPEN',
      ownerId,
      teamId,
      dueAt: at,
    });
    if (at) await tx.schedule(markOverdue, { task }, { at, key: dueKey(task) });
    await tx.emit(TaskAssigned, {
      subject: task,
      subjectType: subject.type,
      record: recordId(tx, subject.type, subject.id),
      assigneeId: ownerId,
      teamId,
      dueAt: at,
    });
  }
}
