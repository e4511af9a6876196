/** What the tables mean. Definitions and ways are for whoever may see workflows; tasks for whom they concern. */
import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from './plugin.ts';
import { definitions, handovers, instances, steps, tasks, versions } from './tables.ts';

export interface WorkflowDefinition extends EntityOf<'WorkflowDefinition', typeof definitions> {}
export const WorkflowDefinition: Entity<WorkflowDefinition> = p.entity('WorkflowDefinition', {
  table: definitions,
  idPrefix: 'wfd',
  label: label('Workflow', '工作流'),
  display: 'key',
  orderBy: { column: 'key', direction: 'ASC' },
  sealed: true,
  read: 'workflow:read',
});

export interface WorkflowVersion extends EntityOf<'WorkflowVersion', typeof versions> {}
export const WorkflowVersion: Entity<WorkflowVersion> = p.entity('WorkflowVersion', {
  table: versions,
  idPrefix: 'wfv',
  label: label('Version of a workflow', '流程版本'),
  sealed: true,
  read: 'workflow:read',
});

export interface WorkflowInstance extends EntityOf<'WorkflowInstance', typeof instances> {}
export const WorkflowInstance: Entity<WorkflowInstance> = p.entity('WorkflowInstance', {
  table: instances,
  idPrefix: 'wfi',
  label: label('Record in a workflow', '流程实例'),
  sealed: true,
  read: 'workflow:read',
});

export interface WorkflowStep extends EntityOf<'WorkflowStep', typeof steps> {}
export const WorkflowStep: Entity<WorkflowStep> = p.entity('WorkflowStep', {
  table: steps,
  idPrefix: 'wfs',
  label: label('Step of a record', '流程步骤'),
  sealed: true,
  mutable: false,
  read: through('instanceId', 'workflow:read'),
});

export interface Task extends EntityOf<'Task', typeof tasks> {}
export const Task: Entity<Task> = p.entity('Task', {
  table: tasks,
  idPrefix: 'tsk',
  label: label('Task', '任务'),
  display: 'labelZh',
  orderBy: { column: 'dueAt', direction: 'ASC' },
  sealed: true,
  followed: true,
  read: (row, actor) => actor.owned(row, 'workflow:tasks:read'),
});

export interface TaskHandover extends EntityOf<'TaskHandover', typeof handovers> {}
export const TaskHandover: Entity<TaskHandover> = p.entity('TaskHandover', {
  table: handovers,
  idPrefix: 'tho',
  label: label('Hand-over of a task', '任务移交'),
  sealed: true,
  mutable: false,
  read: through('taskId', 'workflow:tasks:read'),
});
