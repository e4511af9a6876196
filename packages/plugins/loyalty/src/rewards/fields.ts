import { label, t } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { forMembers } from '../common.ts';
import { LoyaltyEntry } from '../ledger/entities.ts';
import { p } from '../plugin.ts';
import { LoyaltyRedemption, LoyaltyReward } from './entities.ts';

export const rewardFields = p.fields(LoyaltyReward, (f) => ({
  name: f.column('name', { ...forMembers, label: label('Name', '名称'), input: t.text(200) }),
  description: f.column('description', { ...forMembers, label: label('Description', '说明'), group: false, input: t.text(5_000) }),
  price: f.column('price', { ...forMembers, label: label('Price in points', '所需积分'), input: t.int({ min: 1 }) }),
  stock: f.column('stock', { ...forMembers, label: label('In stock', '库存'), input: t.int({ min: 0 }), aggregate: ['sum'] }),
  availableFrom: f.column('availableFrom', { ...forMembers, label: label('Available from', '开放时间') }),
  availableUntil: f.column('availableUntil', { ...forMembers, label: label('Available until', '截止时间') }),
  tiers: f.column('tiers', { ...forMembers, label: label('Tiers', '适用等级') }),
  redemptions: f.many(LoyaltyRedemption, { on: ['id', 'rewardId'], label: label('Redemptions', '兑换记录') }),
}));

export const redemptionFields = p.fields(LoyaltyRedemption, (f) => ({
  customerId: f.column('customerId', { ...forMembers, label: label('Customer’s id', '客户编号') }),
  state: f.column('state', { ...forMembers, label: label('State', '状态') }),
  points: f.column('points', { ...forMembers, label: label('Points', '积分'), aggregate: ['sum'] }),
  reservedUntil: f.column('reservedUntil', { ...forMembers, label: label('Reserved until', '预留至') }),
  decidedAt: f.column('decidedAt', { ...forMembers, label: label('Confirmed or cancelled at', '确认或取消时间') }),
  reason: f.column('reason', { label: label('Reason', '原因'), group: false, input: t.text(500), personal: { subject: 'customerId' } }),
  customer: f.one(Customer, { ...forMembers, on: ['customerId', 'id'], label: label('Customer', '客户') }),
  reward: f.one(LoyaltyReward, { ...forMembers, on: ['rewardId', 'id'], label: label('Reward', '奖品') }),
  entry: f.one(LoyaltyEntry, { ...forMembers, on: ['entryId', 'id'], label: label('Points entry', '积分分录') }),
}));

export const redemptionsOfCustomer = p.fields(Customer, (f) => ({
  redemptions: f.many(LoyaltyRedemption, { ...forMembers, on: ['id', 'customerId'], label: label('Redemptions', '奖品兑换') }),
}));
