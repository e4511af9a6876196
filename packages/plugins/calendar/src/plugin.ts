/** Who this plugin is: working time, holidays, appointments and reminders. */
import { pluginKit } from '@guanxi/core';
import type { Crm } from '@guanxi/core/crm';

export interface Calendar {
  id: 'calendar';
  needs: { crm: Crm };
  permission: 'calendar:read' | 'calendar:manage';
}
export const p = pluginKit<Calendar>('calendar', { engine: '^0.1.0', needs: { crm: '^0.1.0' } });
