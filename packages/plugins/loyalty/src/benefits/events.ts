/** What can be heard of benefits, and what is refused. */
import { label, t } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { p } from '../plugin.ts';
import { LoyaltyBenefit, LoyaltyBenefitUse } from './entities.ts';

export const BenefitUsed = p.event('loyalty.benefit.used', {
  label: label('Benefit had', '权益已使用'),
  subject: LoyaltyBenefitUse,
  data: { customerId: t.id(Customer), benefitId: t.id(LoyaltyBenefit) },
});

export const benefitIncomplete = p.refusal('LOYALTY_BENEFIT_INCOMPLETE', {
  en: 'A discount has a per cent and an entitlement none; uses have a period, an amount spent its currency, and a record its months.',
  zh: '折扣须有百分比，权益不得有；次数须有周期，消费金额须有币种，交易记录条件须有月数。',
});
export const benefitSpan = p.refusal('LOYALTY_BENEFIT_SPAN', {
  en: 'A benefit is valid until after it begins to be.',
  zh: '失效时间必须晚于生效时间。',
});
export const notEntitled = p.refusal('LOYALTY_NOT_ENTITLED', {
  en: 'The customer is not entitled to the benefit.',
  zh: '该客户不享有此权益。',
});
export const benefitUsedUp = p.refusal('LOYALTY_BENEFIT_USED_UP', {
  en: '{benefit} was had as often as it may be.',
  zh: '权益 {benefit} 的次数已用完。',
});
export const stackingRefused = p.refusal('LOYALTY_STACKING', {
  en: '{benefit} does not go together with what the order has: at most {most} benefits, and {percent} % in all.',
  zh: '权益 {benefit} 不可与订单已有优惠叠加：最多 {most} 项，合计不超过 {percent}%。',
});
export const orderClosed = p.refusal('LOYALTY_ORDER_CLOSED', {
  en: 'Order {order} is closed; benefits are not granted afterwards.',
  zh: '订单 {order} 已完成，不能追溯享受权益。',
});
