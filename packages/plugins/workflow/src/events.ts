/** What can be heard. `record` is the API's id of the record that it is about. */
import { label, t } from '@guanxi/core';
import { Staff, Team } from '@guanxi/core/crm';
import { Task, WorkflowInstance, WorkflowVersion } from './entities.ts';
import { p } from './plugin.ts';

const about = { subjectType: t.text(80), record: t.text(80) };

export const TransitionFired = p.event('workflow.transition.fired', {
  label: label('Record moved in its workflow', '流程已流转'),
  subject: WorkflowInstance,
  data: {
    ...about,
    workflow: t.text(200),
    event: t.nullable(t.text(100)),
    fromState: t.nullable(t.text(100)),
    toState: t.text(100),
    ended: t.bool(),
  },
});
export const InstanceEscalated = p.event('workflow.instance.escalated', {
  label: label('Record escalated', '流程已升级'),
  subject: WorkflowInstance,
  data: {
    ...about,
    workflow: t.text(200),
    state: t.text(100),
    level: t.int(),
    toStaffId: t.nullable(t.id(Staff)),
    toTeamId: t.nullable(t.id(Team)),
  },
});
export const TaskAssigned = p.event('workflow.task.assigned', {
  label: label('Task assigned', '任务已分派'),
  subject: Task,
  data: { ...about, assigneeId: t.nullable(t.id(Staff)), teamId: t.nullable(t.id(Team)), dueAt: t.nullable(t.instant()) },
});
export const TaskOverdue = p.event('workflow.task.overdue', {
  label: label('Task overdue', '任务已逾期'),
  subject: Task,
  data: { ...about, assigneeId: t.nullable(t.id(Staff)), teamId: t.nullable(t.id(Team)), dueAt: t.instant() },
});
export const TaskCompleted = p.event('workflow.task.completed', {
  label: label('Task completed', '任务已完成'),
  subject: Task,
  data: about,
});
export const VersionSaved = p.event('workflow.version.saved', {
  label: label('Version of a workflow saved', '流程版本已保存'),
  subject: WorkflowVersion,
  data: { workflow: t.text(200), number: t.int() },
});
/** New records begin on it. */
export const VersionPublished = p.event('workflow.version.published', {
  label: label('Version of a workflow published', '流程版本已发布'),
  subject: WorkflowVersion,
  data: { workflow: t.text(200), number: t.int() },
});
