import { label, t } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { forMembers } from '../common.ts';
import { p } from '../plugin.ts';
import { LoyaltyManualTier, LoyaltyScheme, LoyaltySchemeTier, LoyaltyTierSpell } from './entities.ts';

export const schemeFields = p.fields(LoyaltyScheme, (f) => ({
  name: f.column('name', { ...forMembers, label: label('Name', '名称'), input: t.text(200) }),
  state: f.column('state', { label: label('State', '状态') }),
  isDefault: f.column('isDefault', { label: label('Default', '默认') }),
  basis: f.column('basis', { ...forMembers, label: label('Counts', '定级依据') }),
  currency: f.column('currency', { ...forMembers, label: label('Currency', '币种'), input: t.currency() }),
  period: f.column('period', { ...forMembers, label: label('Qualification period', '定级周期') }),
  months: f.column('months', { ...forMembers, label: label('Months', '月数') }),
  graceDays: f.column('graceDays', { label: label('Days of grace', '宽限天数') }),
  softLanding: f.column('softLanding', { label: label('Soft landing', '缓降') }),
  tiers: f.many(LoyaltySchemeTier, { ...forMembers, on: ['id', 'schemeId'], label: label('Tiers', '等级') }),
}));

export const schemeTierFields = p.fields(LoyaltySchemeTier, (f) => ({
  schemeId: f.column('schemeId', { ...forMembers, label: label('Scheme’s id', '计划编号') }),
  tier: f.column('tier', { ...forMembers, label: label('Tier', '会员等级') }),
  rank: f.column('rank', { ...forMembers, label: label('Rank', '级别') }),
  entry: f.column('entry', { ...forMembers, label: label('Reached with', '入级门槛') }),
  keep: f.column('keep', { ...forMembers, label: label('Kept with', '保级门槛') }),
  scheme: f.one(LoyaltyScheme, { ...forMembers, on: ['schemeId', 'id'], label: label('Scheme', '等级计划') }),
}));

export const manualTierFields = p.fields(LoyaltyManualTier, (f) => ({
  customerId: f.column('customerId', { ...forMembers, label: label('Customer’s id', '客户编号') }),
  tier: f.column('tier', { ...forMembers, label: label('Tier', '会员等级') }),
  startsAt: f.column('startsAt', { ...forMembers, label: label('From', '开始时间') }),
  endsAt: f.column('endsAt', { ...forMembers, label: label('Until', '结束时间') }),
  reason: f.column('reason', { label: label('Reason', '原因'), group: false, input: t.text(500), personal: { subject: 'customerId' } }),
  customer: f.one(Customer, { ...forMembers, on: ['customerId', 'id'], label: label('Customer', '客户') }),
}));

export const spellFields = p.fields(LoyaltyTierSpell, (f) => ({
  customerId: f.column('customerId', { ...forMembers, label: label('Customer’s id', '客户编号') }),
  tier: f.column('tier', { ...forMembers, label: label('Tier', '会员等级') }),
  startsAt: f.column('startsAt', { ...forMembers, label: label('From', '开始时间') }),
  endsAt: f.column('endsAt', { ...forMembers, label: label('Until', '结束时间') }),
  cause: f.column('cause', { ...forMembers, label: label('Cause', '原因') }),
  customer: f.one(Customer, { ...forMembers, on: ['customerId', 'id'], label: label('Customer', '客户') }),
}));

export const tiersOfCustomer = p.fields(Customer, (f) => ({
  tierHistory: f.many(LoyaltyTierSpell, {
    ...forMembers,
    on: ['id', 'customerId'],
    orderBy: 'startsAt',
    label: label('Tier history', '等级历史'),
  }),
  manualTiers: f.many(LoyaltyManualTier, { ...forMembers, on: ['id', 'customerId'], label: label('Tiers given by hand', '人工等级') }),
}));
