/** What other plugins bring: records with workflows, and actions that transitions may name. Both are data. */
import { type Label, label, type Point } from '@guanxi/core';
import { p } from './plugin.ts';
import type { Definition } from './rules/definition.ts';

/** An entity whose records go through workflows; contributed under the entity's name by `workflowOn`. */
export interface WorkflowSubject {
  /** Begins the ids of its records on the API. */
  readonly idPrefix: string;
  /** The column of the entity that holds the state. */
  readonly state: string;
  /** The column that says which member of staff answers for a record; null: whoever its customer's owner is. */
  readonly responsible: string | null;
  /** The column that says whose record it is. */
  readonly customer: string | null;
  /** Those that the plugin ships. A tenant may make more. */
  readonly flows: readonly Definition[];
}
export const workflowSubjects: Point<WorkflowSubject> = p.point<WorkflowSubject>('workflow.subjects', {
  label: label('Records with workflows', '支持工作流的记录'),
});

/**
 * Something that a transition may do, in the same transaction: a command, run with the rights of the plugin that contributes it.
 * @example contribute(workflowActions, 'complaints.askForFeedback', { label, command: 'askForFeedback', on: 'Complaint', subject: 'complaint', input: ['days'] })
 */
export interface WorkflowAction {
  readonly label: Label;
  readonly command: string;
  /** The entity of whose records it is. */
  readonly on: string;
  /** The key of the command's input that takes the record's id. */
  readonly subject: string;
  /** Other keys of its input that a definition may set. */
  readonly input?: readonly string[];
}
export const workflowActions: Point<WorkflowAction> = p.point<WorkflowAction>('workflow.actions', {
  label: label('Actions of workflows', '流程动作'),
});
