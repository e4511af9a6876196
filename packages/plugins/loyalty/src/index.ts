/** `@guanxi/plugin-loyalty`: points in a ledger, tiers, benefits and rewards. */
import { definePlugin, label, type Plugin } from '@guanxi/core';
import { p, type Loyalty } from './plugin.ts';

export type { Loyalty } from './plugin.ts';

export function loyalty(): Plugin<Loyalty> {
  return definePlugin(p, {
    version: '0.1.0',
    label: label('Loyalty', '会员忠诚度'),
    capability: 'OPERATIONAL',
    migrations: new URL('../migrations/', import.meta.url),
    permissions: {
      'loyalty:read': label('See points and tiers', '查看积分与等级'),
      'loyalty:manage': label('Manage the loyalty programme', '管理会员计划'),
      'loyalty:redeem': label('Redeem points', '兑换积分'),
    },
    model: [],
  });
}
