/** What people do with their tasks. How far the permission reaches says whose tasks they may touch. */
import { type Id, label, t } from '@guanxi/core';
import { Staff, Team } from '@guanxi/core/crm';
import { Task } from '../entities.ts';
import { TaskCompleted } from '../events.ts';
import { p } from '../plugin.ts';
import { notAtWork, taskClosed, taskTaken } from '../refusals.ts';
import type { Assignee } from '../running/assign.ts';
import { dueKey, openTasks } from '../running/enter.ts';
import { handOver } from '../running/handover.ts';
import { recordId, type WorkflowTx } from '../running/subject.ts';
import { fireInside, stillThere } from './elapse.ts';

const task = () => t.id(Task, { lock: true, subject: true });

/** G15: what is done or no longer needed stays so. */
async function open(tx: WorkflowTx, id: Id<'Task'>) {
  const row = await tx.lock(Task, id);
  if (row.state !== 'OPEN') throw taskClosed({ task: label(row.labelEn, row.labelZh) }, 'task');
  return row;
}

export const completeTask = p.command('completeTask', {
  label: label('Complete a task', '完成任务'),
  permission: 'workflow:tasks:write',
  input: { task: task(), note: t.optional(t.text(2_000)) },
  output: { task: t.ref(Task) },
  async run(tx, { task: id, note }) {
    const { instanceId, inState, subjectType, subjectId } = await open(tx, id);
    await tx.update(Task, id, { state: 'DONE', doneAt: tx.now, doneById: tx.actor.staffId, note: note ?? null });
    await tx.cancel(dueKey(id));
    await tx.emit(TaskCompleted, { subject: id, subjectType, record: recordId(tx, subjectType, subjectId) });
    await goOn(tx, instanceId, inState);
    return { task: id };
  },
});

/** Steps that follow each other by themselves: the last task of a state fires what the definition says. */
async function goOn(tx: WorkflowTx, instance: Id<'WorkflowInstance'>, inState: string): Promise<void> {
  const found = await stillThere(tx, instance, null);
  if (found?.running.state !== inState) return;
  const { whenDone } = found.running.body.states[inState] ?? {};
  if (whenDone === undefined || (await openTasks(tx, instance)).length > 0) return;
  await fireInside(tx, found, whenDone, 'EVENT');
}

export const handOverTask = p.command('handOverTask', {
  label: label('Hand a task over', '移交任务'),
  permission: 'workflow:tasks:write',
  input: { task: task(), to: t.oneOf('TaskRecipientInput', { staff: t.id(Staff), team: t.id(Team) }), reason: t.text(1_000) },
  output: { task: t.ref(Task) },
  async run(tx, { task: id, to, reason }) {
    const row = await open(tx, id);
    const recipient = to.kind === 'team' ? { ownerId: null, teamId: to.value } : await colleague(tx, to.value);
    await handOver(tx, [row], recipient, { reason, by: tx.actor.staffId });
    return { task: id };
  },
});

async function colleague(tx: WorkflowTx, ownerId: Id<'Staff'>): Promise<Assignee> {
  const teams = await tx.plugins.crm.teamsOf(ownerId);
  if (!teams) throw notAtWork({}, 'to');
  return { ownerId, teamId: teams.teamIds[0] ?? null };
}

/** For tasks of a team that nobody has taken yet. */
export const claimTask = p.command('claimTask', {
  label: label('Take a task of one’s team', '认领任务'),
  permission: 'workflow:tasks:write',
  input: { task: task() },
  output: { task: t.ref(Task) },
  async run(tx, { task: id }) {
    const row = await open(tx, id);
    if (tx.actor.staffId === null) throw notAtWork({}, 'task');
    if (row.ownerId !== null) throw taskTaken({ task: label(row.labelEn, row.labelZh) }, 'task');
    await handOver(tx, [row], { ownerId: tx.actor.staffId, teamId: row.teamId }, { reason: 'claimed', by: tx.actor.staffId });
    return { task: id };
  },
});
