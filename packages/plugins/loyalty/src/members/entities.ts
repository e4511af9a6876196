import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { accounts, memberships } from './tables.ts';

export interface LoyaltyAccount extends EntityOf<'LoyaltyAccount', typeof accounts> {}
export const LoyaltyAccount: Entity<LoyaltyAccount> = p.entity('LoyaltyAccount', {
  table: accounts,
  idPrefix: 'lac',
  label: label('Loyalty account', '会员账户'),
  sealed: true,
  followed: true,
  read: through('customerId', 'loyalty:read'),
});

export interface LoyaltyMembership extends EntityOf<'LoyaltyMembership', typeof memberships> {}
export const LoyaltyMembership: Entity<LoyaltyMembership> = p.entity('LoyaltyMembership', {
  table: memberships,
  idPrefix: 'lms',
  label: label('Membership', '会籍'),
  sealed: true,
  read: through('customerId', 'loyalty:read'),
});
