/** The commands that run when a time is up, by name: they need what is in this folder, which schedules them. */
import { type Command, commandRef, type Id } from '@guanxi/core';

interface Visit {
  readonly instance: Id<'WorkflowInstance'>;
  /** Of which coming into a state it was scheduled. */
  readonly visit: number;
}
export const elapseTimer = commandRef<Command<Visit & { readonly timer: number }, object>>('elapseWorkflowTimer');
export const climbLadder = commandRef<Command<Visit & { readonly level: number }, object>>('climbEscalationLadder');
export const markOverdue = commandRef<Command<{ readonly task: Id<'Task'> }, object>>('markTaskOverdue');
