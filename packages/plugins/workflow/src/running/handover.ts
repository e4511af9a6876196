/** Tasks go to somebody else, and it is kept who had them and why. */
import type { Id, Row } from '@guanxi/core';
import { Task, TaskHandover } from '../entities.ts';
import { TaskAssigned } from '../events.ts';
import type { Assignee } from './assign.ts';
import { recordId, type WorkflowTx } from './subject.ts';

export async function handOver(
  tx: WorkflowTx,
  tasks: readonly Row<Task>[],
  to: Assignee,
  { reason, by }: { readonly reason: string; readonly by: Id<'Staff'> | null },
): Promise<void> {
  const moved = tasks.filter((task) => task.ownerId !== to.ownerId || task.teamId !== to.teamId);
  await tx.update(
    Task,
    moved.map((task) => task.id),
    { ownerId: to.ownerId, teamId: to.teamId },
  );
  await tx.insert(
    TaskHandover,
    moved.map((task) => ({
      taskId: task.id,
      at: tx.now,
      fromStaffId: task.ownerId,
      fromTeamId: task.teamId,
      toStaffId: to.ownerId,
      toTeamId: to.teamId,
      byStaffId: by,
      reason,
    })),
  );
  for (const task of moved)
    await tx.emit(TaskAssigned, {
      subject: task.id,
      subjectType: task.subjectType,
      record: recordId(tx, task.subjectType, task.subjectId),
      assigneeId: to.ownerId,
      teamId: to.teamId,
      dueAt: task.dueAt,
    });
}
