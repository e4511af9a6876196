import { label, sql } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { forMembers } from '../common.ts';
import { LoyaltyLot } from '../ledger/entities.ts';
import { p } from '../plugin.ts';
import { LoyaltyScheme } from '../tiers/entities.ts';
import { LoyaltyAccount, LoyaltyMembership } from './entities.ts';

export const accountFields = p.fields(LoyaltyAccount, (f) => ({
  customerId: f.column('customerId', { ...forMembers, label: label('Customer’s id', '客户编号') }),
  status: f.column('status', { ...forMembers, label: label('Status', '状态') }),
  since: f.column('since', { ...forMembers, label: label('Member since', '入会时间') }),
  points: f.column('points', { ...forMembers, label: label('Points', '积分'), aggregate: ['sum', 'avg', 'median', 'p90', 'min', 'max'] }),
  /** Without what has expired and is not yet written off. */
  available: f.sql(
    'Int',
    (account, q) =>
      sql`${q.sum(LoyaltyLot, 'remaining', (lot) => sql`${lot.customerId} = ${account.customerId} and ${lot.book} = 'MEMBER' and ${lot.remaining} > 0 and (${lot.expiresAt} is null or ${lot.expiresAt} > ${q.now})`)}::int`,
    { ...forMembers, label: label('Available points', '可用积分') },
  ),
  debt: f.column('debt', { ...forMembers, label: label('Points owed', '欠还积分'), aggregate: ['sum'] }),
  tier: f.column('tier', { ...forMembers, label: label('Tier', '会员等级') }),
  tierSince: f.column('tierSince', { ...forMembers, label: label('Tier since', '等级生效时间') }),
  qualified: f.column('qualified', { ...forMembers, label: label('Counts towards tiers', '定级累计值') }),
  toNextTier: f.column('toNextTier', { ...forMembers, label: label('Missing to the next tier', '距下一等级') }),
  reviewAt: f.column('reviewAt', { label: label('Tier reviewed at', '等级复核时间') }),
  customer: f.one(Customer, { ...forMembers, on: ['customerId', 'id'], label: label('Customer', '客户') }),
}));

export const membershipFields = p.fields(LoyaltyMembership, (f) => ({
  customerId: f.column('customerId', { ...forMembers, label: label('Customer’s id', '客户编号') }),
  schemeId: f.column('schemeId', { ...forMembers, label: label('Scheme’s id', '计划编号') }),
  scheme: f.one(LoyaltyScheme, { ...forMembers, on: ['schemeId', 'id'], label: label('Tier scheme', '等级计划') }),
  startsAt: f.column('startsAt', { ...forMembers, label: label('Starts at', '开始时间') }),
  endsAt: f.column('endsAt', { ...forMembers, label: label('Ends at', '结束时间') }),
  customer: f.one(Customer, { ...forMembers, on: ['customerId', 'id'], label: label('Customer', '客户') }),
}));

export const accountOfCustomer = p.fields(Customer, (f) => ({
  loyalty: f.one(LoyaltyAccount, { ...forMembers, on: ['id', 'customerId'], label: label('Loyalty account', '会员账户') }),
  loyaltyMemberships: f.many(LoyaltyMembership, { ...forMembers, on: ['id', 'customerId'], label: label('Memberships', '会籍') }),
}));
