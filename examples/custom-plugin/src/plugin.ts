/** Who this plugin is: it counts who came to an exhibition stand, and how much they liked it. */
import { pluginKit } from '@guanxi/core';
import type { Crm } from '@guanxi/core/crm';

export interface Booth {
  id: 'booth';
  needs: { crm: Crm };
  permission: 'booth:read' | 'booth:record';
}
export const p = pluginKit<Booth>('booth', { engine: '^0.1.0', needs: { crm: '^0.1.0' } });
