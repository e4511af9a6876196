/** Who this plugin is: complaints, enquiries, suggestions and praise. */
import { pluginKit } from '@guanxi/core';
import type { Crm } from '@guanxi/core/crm';
import type { Calendar } from '@guanxi/plugin-calendar';
import type { Loyalty } from '@guanxi/plugin-loyalty';
import type { Workflow } from '@guanxi/plugin-workflow';

export interface Complaints {
  id: 'complaints';
  needs: { crm: Crm; calendar: Calendar; workflow: Workflow; loyalty?: Loyalty };
  permission: 'complaints:read' | 'complaints:handle' | 'complaints:manage' | 'complaints:override';
}
export const p = pluginKit<Complaints>('complaints', {
  engine: '^0.1.0',
  needs: { crm: '^0.1.0', calendar: '^0.1.0', workflow: '^0.1.0', loyalty: { optional: '^0.1.0' } },
});
