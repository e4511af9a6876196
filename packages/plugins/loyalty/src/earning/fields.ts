import { label, t } from '@guanxi/core';
import { Customer, Fact } from '@guanxi/core/crm';
import { forMembers } from '../common.ts';
import { p } from '../plugin.ts';
import { LoyaltyEarning, LoyaltyRule } from './entities.ts';

const words = t.list(t.text(100), { max: 1_000 });

export const ruleFields = p.fields(LoyaltyRule, (f) => ({
  name: f.column('name', { label: label('Name', '名称'), input: t.text(200) }),
  state: f.column('state', { label: label('State', '状态') }),
  kind: f.column('kind', { label: label('Kind', '类型') }),
  rate: f.column('rate', { label: label('Points per unit of the currency', '每货币单位积分') }),
  currency: f.column('currency', { label: label('Currency', '币种'), input: t.currency() }),
  points: f.column('points', { label: label('Points per purchase', '每笔积分') }),
  validFrom: f.column('validFrom', { label: label('Valid from', '生效时间') }),
  validUntil: f.column('validUntil', { label: label('Valid until', '失效时间') }),
  channels: f.column('channels', { label: label('Channels', '渠道'), input: words }),
  products: f.column('products', { label: label('Products', '产品'), input: words }),
  tiers: f.column('tiers', { label: label('Tiers', '适用等级') }),
  minAmount: f.column('minAmount', { label: label('From an amount of', '起始金额') }),
  capPoints: f.column('capPoints', { label: label('At most', '积分上限') }),
  capPer: f.column('capPer', { label: label('Within', '上限周期') }),
}));

export const earningFields = p.fields(LoyaltyEarning, (f) => ({
  customerId: f.column('customerId', { ...forMembers, label: label('Customer’s id', '客户编号') }),
  factId: f.column('factId', { ...forMembers, label: label('Purchase’s id', '交易编号') }),
  lotId: f.column('lotId', { label: label('Lot’s id', '批次编号') }),
  points: f.column('points', { ...forMembers, label: label('Points', '积分'), aggregate: ['sum'] }),
  tier: f.column('tier', { ...forMembers, label: label('Tier', '会员等级') }),
  at: f.column('at', { ...forMembers, label: label('At', '时间') }),
  byRule: f.column('byRule', { label: label('By rule', '规则明细') }),
  customer: f.one(Customer, { ...forMembers, on: ['customerId', 'id'], label: label('Customer', '客户') }),
  fact: f.one(Fact, { ...forMembers, on: ['factId', 'id'], label: label('Purchase', '交易事实') }),
}));

export const earningsOfCustomer = p.fields(Customer, (f) => ({
  loyaltyEarnings: f.many(LoyaltyEarning, {
    ...forMembers,
    on: ['id', 'customerId'],
    orderBy: 'at',
    label: label('Points of purchases', '交易积分'),
  }),
}));
export const earningsOfFact = p.fields(Fact, (f) => ({
  loyalty: f.one(LoyaltyEarning, { ...forMembers, on: ['id', 'factId'], label: label('Points', '积分') }),
}));
