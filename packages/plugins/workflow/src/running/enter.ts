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
interface Place {
  readonly instance: Id<'WorkflowInstance'>;
  readonly visit: number;
  /** Since when its times count. Default: now. */
  readonly since?: Date;
  /** Keys of tasks that are there already. */
  readonly has?: ReadonlySet<string>;
}

/** What is scheduled for a state is called so; a later visit's takes its place. */
const timerKey = (instance: string, index: number): string => `timer:${instance}:${index}`;
const levelKey = (instance: string, index: number): string => `level:${instance}:${index}`;
export const dueKey = (task: string): string => `due:${task}`;

/** @param keep Keys of tasks that go on */
export async function leaveState(
  tx: WorkflowTx,
  instance: Id<'WorkflowInstance'>,
  left: StateDefinition | undefined,
  keep: ReadonlySet<string> = new Set(),
): Promise<void> {
  for (const index of (left?.timers ?? []).keys()) await tx.cancel(timerKey(instance, index));
  for (const index of (left?.escalation ?? []).keys()) await tx.cancel(levelKey(instance, index));
  if ((left?.tasks ?? []).length === 0) return;
  const ending = (await openTasks(tx, instance)).filter((task) => !keep.has(task.key)).map((task) => task.id);
  for (const id of ending) await tx.cancel(dueKey(id));
  await tx.update(Task, ending, { state: 'CANCELLED' });
}

export const openTasks = (
  tx: WorkflowTx,
  instance: Id<'WorkflowInstance'>,
): Promise<readonly { readonly id: Id<'Task'>; readonly key: string }[]> =>
  tx.system.read(select(taskFields, { key: true }), {
    where: (task) => sql`${task.instanceId} = ${instance} and ${task.state} = 'OPEN'`,
  });

export async function enterState(
  tx: WorkflowTx,
  subject: Subject,
  row: Readonly<Record<string, unknown>>,
  { instance, visit, since = tx.now, has = new Set() }: Place,
  entered: Entered,
): Promise<void> {
  for (const [timer, { event: _, ...wait }] of entered.timers.entries())
    await tx.schedule(elapseTimer, { instance, visit, timer }, { at: await dueAt(tx, since, wait), key: timerKey(instance, timer) });
  for (const [level, wait] of entered.escalation.entries())
    await tx.schedule(climbLadder, { instance, visit, level }, { at: await dueAt(tx, since, wait), key: levelKey(instance, level) });
  const tasks = entered.tasks.filter((task) => !has.has(task.key));
  await makeTasks(tx, subject, row, instance, { tasks, to: entered.to }, since);
}

async function makeTasks(
  tx: WorkflowTx,
  subject: Subject,
  row: Readonly<Record<string, unknown>>,
  instance: Id<'WorkflowInstance'>,
  { tasks, to }: Pick<Entered, 'tasks' | 'to'>,
  since: Date,
): Promise<void> {
  const assignees = await assign(
    tx,
    subject,
    row,
    tasks.map((task) => task.assign),
  );
  for (const [i, { key, label, due }] of tasks.entries()) {
    const { ownerId = null, teamId = null } = assignees[i] ?? {};
    const at = due ? await dueAt(tx, since, due) : null;
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
