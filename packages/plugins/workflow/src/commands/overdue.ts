/** A task's time is up, and it is not done. */
import { label, t } from '@guanxi/core';
import { Task } from '../entities.ts';
import { TaskOverdue } from '../events.ts';
import { p } from '../plugin.ts';
import { insideOnly } from '../refusals.ts';
import { recordId } from '../running/subject.ts';

export const markOverdue = p.command('markTaskOverdue', {
  label: label('A task is overdue', '任务逾期'),
  permission: 'workflow:tasks:write',
  input: { task: t.id(Task, { lock: true }) },
  async run(tx, { task }) {
    if (tx.caller === null) throw insideOnly({ command: 'markTaskOverdue' });
    const { state, overdue, dueAt, ownerId, teamId, subjectType, subjectId } = await tx.lock(Task, task);
    if (state !== 'OPEN' || overdue || dueAt === null) return;
    await tx.update(Task, task, { overdue: true });
    const record = recordId(tx, subjectType, subjectId);
    await tx.emit(TaskOverdue, { subject: task, subjectType, record, assigneeId: ownerId, teamId, dueAt });
  },
});
