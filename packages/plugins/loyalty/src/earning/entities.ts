import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { earnings, rules } from './tables.ts';

export interface LoyaltyRule extends EntityOf<'LoyaltyRule', typeof rules> {}
export const LoyaltyRule: Entity<LoyaltyRule> = p.entity('LoyaltyRule', {
  table: rules,
  idPrefix: 'lru',
  label: label('Rule of earning', '积分规则'),
  display: 'name',
  orderBy: { column: 'validFrom', direction: 'DESC' },
  sealed: true,
  read: 'loyalty:read',
});

export interface LoyaltyEarning extends EntityOf<'LoyaltyEarning', typeof earnings> {}
export const LoyaltyEarning: Entity<LoyaltyEarning> = p.entity('LoyaltyEarning', {
  table: earnings,
  idPrefix: 'lea',
  label: label('Points of a purchase', '交易积分'),
  sealed: true,
  history: 'none',
  read: through('customerId', 'loyalty:read'),
});
