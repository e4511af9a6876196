/** Who this plugin is: state machines as data, tasks, timers and escalations. */
import { type Id, type Label, pluginKit, z } from '@guanxi/core';
import type { Crm } from '@guanxi/core/crm';
import type { Calendar } from '@guanxi/plugin-calendar';

/** One way out of the state that a record is in. */
export interface Available {
  readonly event: string;
  readonly label: Label;
  readonly toState: string;
  readonly toLabel: Label;
  /** Whether it would happen if it were fired now. One that only needs a reason besides is available, and says so. */
  readonly isAvailable: boolean;
  readonly needsReason: boolean;
  /** Its guard looks at what comes with the event: it is decided then. */
  readonly needsData: boolean;
  /** What is in the way, in the language of whoever asks. */
  readonly reasons: readonly { readonly code: string; readonly message: string; readonly details: unknown }[];
}

export interface WorkflowApi {
  /** What could be fired of records now, by whoever asks, and why the rest could not; records without a workflow are left out. */
  availableTransitions(type: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Available[]>>;
  /** In which state the workflows of records are; records without one are left out. */
  statesOf(type: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export const WorkflowSettings = z.object({
  /** By which time waits count that name no clock: all of it, or the open hours of the tenant's default calendar. */
  clock: z.enum(['ALWAYS', 'DEFAULT']).default('ALWAYS'),
});

export interface Workflow {
  id: 'workflow';
  /** Without calendars all time counts. */
  needs: { crm: Crm; calendar?: Calendar };
  permission: 'workflow:read' | 'workflow:design' | 'workflow:fire' | 'workflow:tasks:read' | 'workflow:tasks:write';
  settings: z.output<typeof WorkflowSettings>;
  api: WorkflowApi;
}
export const p = pluginKit<Workflow>('workflow', { engine: '^0.1.0', needs: { crm: '^0.1.0', calendar: { optional: '^0.1.0' } } });

/** A record with a workflow. */
export interface Subject {
  /** The entity's name, such as `Complaint`. */
  readonly type: string;
  readonly id: Id<string>;
}
