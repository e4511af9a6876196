/** What the plugin stores: definitions in versions, the way of each record through its workflow, and the tasks on it. */
import { boolean, enumText, instant, integer, jsonb, owner, reference, sql, tenantTable, text } from '@guanxi/core';
import { index, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { StepCause, TaskState } from './enums.ts';
import type { Definition } from './rules/definition.ts';

/** A workflow for the records of one entity, in versions. */
export const definitions = tenantTable(
  'workflow_definition',
  {
    /** Names it for programs, and for good: `complaints.complaint`. */
    key: text().notNull(),
    /** The entity whose records it is for. */
    subjectType: text().notNull(),
    labelEn: text().notNull(),
    labelZh: text().notNull(),
    /** The plugin that ships it; null for one of the tenant's own. */
    shippedBy: text(),
    /** The number of the version that new records begin on. */
    currentNumber: integer().notNull(),
  },
  (t) => [
    uniqueIndex('workflow_definition_key_key').on(t.tenantId, t.key),
    index('workflow_definition_subject_idx').on(t.tenantId, t.subjectType, t.id),
  ],
);

export const versions = tenantTable(
  'workflow_version',
  {
    definitionId: reference<'WorkflowDefinition'>('workflow_definition', { onDelete: 'cascade' }).notNull(),
    /** Counts from 1 in the tenant. */
    number: integer().notNull(),
    body: jsonb().$type<Definition>().notNull(),
    /** The version of the code that it came with; null where the tenant made it. */
    codeVersion: integer(),
    /** Since when records are on it: from then on it never changes. */
    usedAt: instant(),
  },
  (t) => [
    uniqueIndex('workflow_version_number_key').on(t.tenantId, t.definitionId, t.number),
    index('workflow_version_code_idx').on(t.tenantId, t.definitionId, t.codeVersion),
  ],
);

/** Where one record is in its workflow. Its state is also in a column of the record itself; the two never differ. */
export const instances = tenantTable(
  'workflow_instance',
  {
    subjectType: text().notNull(),
    subjectId: uuid().notNull(),
    definitionId: reference<'WorkflowDefinition'>('workflow_definition').notNull(),
    versionId: reference<'WorkflowVersion'>('workflow_version').notNull(),
    state: text().notNull(),
    enteredAt: instant().notNull(),
    /** Counts the states it came into: what was scheduled for an earlier one is void. */
    visit: integer().notNull().default(1),
    /** How many levels of the state's ladder were climbed since it was entered. */
    escalationLevel: integer().notNull().default(0),
    /** When it came into an end state. */
    endedAt: instant(),
  },
  (t) => [
    uniqueIndex('workflow_instance_subject_key').on(t.tenantId, t.subjectId),
    index('workflow_instance_version_state_idx').on(t.tenantId, t.versionId, t.state, t.id),
  ],
);

/** The way it came: never changed, never removed but with its record. */
export const steps = tenantTable(
  'workflow_step',
  {
    instanceId: reference<'WorkflowInstance'>('workflow_instance', { onDelete: 'cascade' }).notNull(),
    at: instant().notNull(),
    cause: enumText(StepCause).notNull(),
    event: text(),
    /** Null for the beginning. */
    fromState: text(),
    toState: text().notNull(),
    /** Who did it; null for a program or a timer. */
    staffId: reference<'Staff'>('crm_staff'),
    reason: text(),
  },
  (t) => [index('workflow_step_instance_at_idx').on(t.tenantId, t.instanceId, t.at, t.id)],
);

/** Something that somebody has to do about a record while it is in a state. The owner is the assignee; one with a team alone is the team's. */
export const tasks = tenantTable(
  'workflow_task',
  {
    instanceId: reference<'WorkflowInstance'>('workflow_instance', { onDelete: 'cascade' }).notNull(),
    subjectType: text().notNull(),
    subjectId: uuid().notNull(),
    /** Of the definition: which task of which state. */
    inState: text().notNull(),
    key: text().notNull(),
    labelEn: text().notNull(),
    labelZh: text().notNull(),
    state: enumText(TaskState).notNull(),
    ...owner(),
    dueAt: instant(),
    overdue: boolean().notNull().default(false),
    doneAt: instant(),
    doneById: reference<'Staff'>('crm_staff'),
    note: text(),
  },
  (t) => [
    index('workflow_task_subject_idx').on(t.tenantId, t.subjectId, t.id),
    index('workflow_task_due_idx').on(t.tenantId, t.dueAt, t.id),
    index('workflow_task_team_due_idx').on(t.tenantId, t.teamId, t.dueAt, t.id),
    index('workflow_task_owner_due_idx').on(t.tenantId, t.ownerId, t.dueAt, t.id),
    index('workflow_task_open_owner_idx').on(t.tenantId, t.ownerId).where(sql`state = 'OPEN'`),
  ],
);

/** Who had a task before, and why it was handed on. */
export const handovers = tenantTable(
  'workflow_handover',
  {
    taskId: reference<'Task'>('workflow_task', { onDelete: 'cascade' }).notNull(),
    at: instant().notNull(),
    fromStaffId: reference<'Staff'>('crm_staff'),
    fromTeamId: reference<'Team'>('crm_team'),
    toStaffId: reference<'Staff'>('crm_staff'),
    toTeamId: reference<'Team'>('crm_team'),
    byStaffId: reference<'Staff'>('crm_staff'),
    reason: text().notNull(),
  },
  (t) => [index('workflow_handover_task_at_idx').on(t.tenantId, t.taskId, t.at, t.id)],
);
