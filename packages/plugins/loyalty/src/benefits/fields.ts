import { label, t } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { forMembers } from '../common.ts';
import { p } from '../plugin.ts';
import { LoyaltyBenefit, LoyaltyBenefitUse } from './entities.ts';

export const benefitFields = p.fields(LoyaltyBenefit, (f) => ({
  name: f.column('name', { ...forMembers, label: label('Name', '名称'), input: t.text(200) }),
  kind: f.column('kind', { ...forMembers, label: label('Kind', '类型') }),
  percent: f.column('percent', { ...forMembers, label: label('Per cent', '折扣百分比') }),
  uses: f.column('uses', { ...forMembers, label: label('How often', '次数') }),
  usesPer: f.column('usesPer', { ...forMembers, label: label('Within', '周期') }),
  tiers: f.column('tiers', { ...forMembers, label: label('Tiers', '适用等级') }),
  minSpend: f.column('minSpend', { label: label('From an amount spent of', '最低消费金额') }),
  currency: f.column('currency', { label: label('Currency', '币种'), input: t.currency() }),
  minOrders: f.column('minOrders', { label: label('From a number of orders of', '最低订单数') }),
  months: f.column('months', { label: label('In the months before', '统计月数') }),
  validFrom: f.column('validFrom', { ...forMembers, label: label('Valid from', '生效时间') }),
  validUntil: f.column('validUntil', { ...forMembers, label: label('Valid until', '失效时间') }),
  used: f.many(LoyaltyBenefitUse, { on: ['id', 'benefitId'], orderBy: 'at', label: label('Had', '使用记录') }),
}));

export const benefitUseFields = p.fields(LoyaltyBenefitUse, (f) => ({
  customerId: f.column('customerId', { ...forMembers, label: label('Customer’s id', '客户编号') }),
  benefitId: f.column('benefitId', { ...forMembers, label: label('Benefit’s id', '权益编号') }),
  orderRef: f.column('orderRef', { ...forMembers, label: label('Order', '订单'), input: t.text(100) }),
  percent: f.column('percent', { ...forMembers, label: label('Per cent', '折扣百分比') }),
  at: f.column('at', { ...forMembers, label: label('At', '时间') }),
  customer: f.one(Customer, { ...forMembers, on: ['customerId', 'id'], label: label('Customer', '客户') }),
  benefit: f.one(LoyaltyBenefit, { ...forMembers, on: ['benefitId', 'id'], label: label('Benefit', '会员权益') }),
}));

export const benefitsOfCustomer = p.fields(Customer, (f) => ({
  benefitUses: f.many(LoyaltyBenefitUse, {
    ...forMembers,
    on: ['id', 'customerId'],
    orderBy: 'at',
    label: label('Benefits had', '权益使用'),
  }),
}));
