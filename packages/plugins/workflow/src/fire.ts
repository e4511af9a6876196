/** For commands of other plugins: typed by the definition, with the rights that the plugin's `uses` give it (`workflow:fire`). */
import type { Tx } from '@guanxi/core';
import { startWorkflow } from './commands/begin.ts';
import { fireTransition } from './commands/fire.ts';
import type { Subject } from './plugin.ts';
import type { Definition } from './rules/definition.ts';

type Inside = Pick<Tx, 'system'>;

export interface FireOptions {
  /** What guards see as `data`. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
}

/**
 * Begins a record's workflow, in the caller's transaction. @returns the first state
 * @example await start(tx, complaintFlow, { type: 'Complaint', id: complaint })
 * @throws WORKFLOW_STARTED
 */
export async function start<S extends string, E extends string>(tx: Inside, flow: Definition<S, E>, subject: Subject): Promise<S> {
  const { state } = await tx.system.run(startWorkflow, { subject: { ...subject }, workflow: flow.id });
  return state as S;
}

/**
 * Fires an event of a record's workflow, in the caller's transaction: guards, required fields, tasks, timers and actions included. The
 * plugin's own permissions were asked by its command. @returns the state that the record is in then
 * @example await fire(tx, complaintFlow, { type: 'Complaint', id: complaint }, 'close', { reason })
 * @throws WORKFLOW_NOT_IN_TABLE (G7), WORKFLOW_GUARD, WORKFLOW_FIELDS_MISSING, WORKFLOW_REASON_MISSING, WORKFLOW_OTHER
 */
export async function fire<S extends string, E extends string>(
  tx: Inside,
  flow: Definition<S, E>,
  subject: Subject,
  event: NoInfer<E>,
  { data, reason }: FireOptions = {},
): Promise<S> {
  const { state } = await tx.system.run(fireTransition, {
    subject: { ...subject },
    workflow: flow.id,
    event,
    ...(data && { data }),
    ...(reason !== undefined && { reason }),
  });
  return state as S;
}
