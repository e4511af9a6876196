/** Who this plugin is: state machines as data, tasks, timers and escalations. */
import { pluginKit } from '@guanxi/core';
import type { Crm } from '@guanxi/core/crm';

export interface Workflow {
  id: 'workflow';
  needs: { crm: Crm };
  permission: 'workflow:read' | 'workflow:design' | 'workflow:fire';
}
export const p = pluginKit<Workflow>('workflow', { engine: '^0.1.0', needs: { crm: '^0.1.0' } });
