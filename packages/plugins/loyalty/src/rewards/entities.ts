import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { redemptions, rewards } from './tables.ts';

export interface LoyaltyReward extends EntityOf<'LoyaltyReward', typeof rewards> {}
export const LoyaltyReward: Entity<LoyaltyReward> = p.entity('LoyaltyReward', {
  table: rewards,
  idPrefix: 'lrw',
  label: label('Reward', '奖品'),
  display: 'name',
  orderBy: { column: 'name', direction: 'ASC' },
  sealed: true,
  read: 'loyalty:read',
});

export interface LoyaltyRedemption extends EntityOf<'LoyaltyRedemption', typeof redemptions> {}
export const LoyaltyRedemption: Entity<LoyaltyRedemption> = p.entity('LoyaltyRedemption', {
  table: redemptions,
  idPrefix: 'lrd',
  label: label('Redemption', '奖品兑换'),
  sealed: true,
  read: through('customerId', 'loyalty:read'),
});
