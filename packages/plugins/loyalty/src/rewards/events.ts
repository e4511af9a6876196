/** What can be heard of redemptions, and what is refused. */
import { label, t } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { p } from '../plugin.ts';
import { LoyaltyRedemption } from './entities.ts';

const data = { customerId: t.id(Customer) };
export const RewardReserved = p.event('loyalty.redemption.reserved', {
  label: label('Reward reserved', '奖品已预留'),
  subject: LoyaltyRedemption,
  data,
});
export const RewardConfirmed = p.event('loyalty.redemption.confirmed', {
  label: label('Redemption confirmed', '兑换已确认'),
  subject: LoyaltyRedemption,
  data,
});
export const RewardCancelled = p.event('loyalty.redemption.cancelled', {
  label: label('Redemption cancelled', '兑换已取消'),
  subject: LoyaltyRedemption,
  data,
});

export const outOfStock = p.refusal('LOYALTY_OUT_OF_STOCK', { en: '{reward} is out of stock.', zh: '{reward} 已无库存。' });
export const notAvailable = p.refusal('LOYALTY_REWARD_NOT_AVAILABLE', {
  en: '{reward} is available from {from} until {until}.',
  zh: '{reward} 的兑换时间为 {from} 至 {until}。',
});
export const notForTier = p.refusal('LOYALTY_REWARD_NOT_FOR_TIER', {
  en: '{reward} is for other tiers than {tier}.',
  zh: '等级 {tier} 不能兑换 {reward}。',
});
export const alreadyDecided = p.refusal('LOYALTY_REDEMPTION_DECIDED', {
  en: 'The redemption is {state} already.',
  zh: '该兑换状态已为 {state}。',
});
export const endsBeforeStart = p.refusal('LOYALTY_REWARD_SPAN', {
  en: 'A reward is available until after it begins to be.',
  zh: '截止时间必须晚于开放时间。',
});
