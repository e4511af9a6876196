/**
 * `@guanxi/plugin-workflow`: state machines as data, tasks, timers and escalations (WF-01). A table of contents.
 *
 * @example const engine = createEngine({ plugins: [crm(), workflow(), complaints()] });
 */
import { definePlugin, label, type Plugin } from '@guanxi/core';
import { startWorkflow } from './commands/begin.ts';
import { climbLadder } from './commands/climb.ts';
import { publishWorkflow, saveWorkflow } from './commands/design.ts';
import { elapseTimer } from './commands/elapse.ts';
import { fireTransition } from './commands/fire.ts';
import { forgetWorkflows } from './commands/forget.ts';
import { migrateWorkflow, migrationPreview } from './commands/migrate.ts';
import { markOverdue } from './commands/overdue.ts';
import { claimTask, completeTask, handOverTask } from './commands/tasks.ts';
import * as events from './events.ts';
import { definitionFields, handoverFields, instanceFields, onStaff, stepFields, taskFields, versionFields } from './fields.ts';
import { p, type Workflow, WorkflowSettings } from './plugin.ts';
import { workflowActions, workflowSubjects } from './points.ts';
import { availableTransitions, claimableTasks, myTasks, recordDiagram, workflowDiagram } from './queries.ts';
import * as refusals from './refusals.ts';
import { availableFor } from './running/available.ts';
import { runningOf } from './running/instance.ts';
import { seed } from './seed.ts';

export function workflow(): Plugin<Workflow> {
  return definePlugin(p, {
    version: '0.1.0',
    label: label('Workflows', '工作流'),
    capability: 'OPERATIONAL',
    migrations: new URL('../migrations/', import.meta.url),
    permissions: {
      'workflow:read': label('See workflows and the ways of records', '查看工作流和流转记录'),
      'workflow:design': label('Design workflows', '设计工作流'),
      'workflow:fire': label('Move records along their workflows', '推进流程'),
      'workflow:tasks:read': label('See tasks', '查看任务'),
      'workflow:tasks:write': label('Do, take and hand over tasks', '处理、认领和移交任务'),
    },
    uses: ['crm:customers:read', 'crm:staff:read', 'crm:roles:read'],
    settings: WorkflowSettings,
    model: [
      definitionFields,
      versionFields,
      instanceFields,
      stepFields,
      taskFields,
      handoverFields,
      onStaff,
      workflowSubjects,
      workflowActions,
    ],
    events: Object.values(events),
    refusals: Object.values(refusals),
    commands: [
      startWorkflow,
      fireTransition,
      completeTask,
      handOverTask,
      claimTask,
      saveWorkflow,
      publishWorkflow,
      migrateWorkflow,
      elapseTimer,
      climbLadder,
      markOverdue,
      forgetWorkflows,
    ],
    queries: [myTasks, claimableTasks, availableTransitions, workflowDiagram, recordDiagram, migrationPreview],
    seed,
    api: (scope) => ({
      availableTransitions: (type, ids) => availableFor(scope, type, ids),
      statesOf: async (type, ids) => new Map([...(await runningOf(scope, type, ids))].map(([id, { state }]) => [id, state])),
    }),
  });
}

export type { Available, Subject, Workflow, WorkflowApi } from './plugin.ts';
export { Task, TaskHandover, WorkflowDefinition, WorkflowInstance, WorkflowStep, WorkflowVersion } from './entities.ts';
export { TaskState, StepCause } from './enums.ts';
export * from './events.ts';
export { definitionFields, handoverFields, instanceFields, stepFields, taskFields, versionFields } from './fields.ts';
export { fire, type FireOptions, start } from './fire.ts';
export { type SubjectOptions, workflowOn, type WorkflowParts } from './on.ts';
export { type WorkflowAction, workflowActions, type WorkflowSubject, workflowSubjects } from './points.ts';
export {
  type ActionUse,
  type Assignment,
  type Definition,
  type EscalationLevel,
  type StateDefinition,
  type TaskDefinition,
  type TimerDefinition,
  type TransitionDefinition,
  type Wait,
  workflowOf,
} from './rules/definition.ts';
export { claimTask, completeTask, fireTransition, handOverTask, migrateWorkflow, publishWorkflow, saveWorkflow, startWorkflow };
