/** Who this plugin is: points in a ledger, tiers, benefits and rewards. */
import { pluginKit } from '@guanxi/core';
import type { Crm } from '@guanxi/core/crm';

export interface Loyalty {
  id: 'loyalty';
  needs: { crm: Crm };
  permission: 'loyalty:read' | 'loyalty:manage' | 'loyalty:redeem';
}
export const p = pluginKit<Loyalty>('loyalty', { engine: '^0.1.0', needs: { crm: '^0.1.0' } });
