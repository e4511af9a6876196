/** Who this plugin is: state machines as data, tasks, timers and escalations. */
import { type Id, pluginKit } from '@guanxi/core';
import type { Crm } from '@guanxi/core/crm';

export interface WorkflowApi {
  /** In which state the workflows of records are; records without one are left out. */
  statesOf(type: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export interface Workflow {
  id: 'workflow';
  needs: { crm: Crm };
  permission: 'workflow:read' | 'workflow:design' | 'workflow:fire' | 'workflow:tasks:read' | 'workflow:tasks:write';
  api: WorkflowApi;
}
export const p = pluginKit<Workflow>('workflow', { engine: '^0.1.0', needs: { crm: '^0.1.0' } });

/** A record with a workflow. */
export interface Subject {
  /** The entity's name, such as `Complaint`. */
  readonly type: string;
  readonly id: Id<string>;
}
