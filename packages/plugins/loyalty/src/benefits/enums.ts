/** Kinds of benefits. */
import { enumType, label } from '@guanxi/core';

export const BenefitKind = enumType('LoyaltyBenefitKind', {
  DISCOUNT: label('Discount on an order', '订单折扣'),
  /** Something that may be had so often, such as a lounge or a late check-out. */
  ENTITLEMENT: label('Entitlement', '权益'),
});
export const BenefitPeriod = enumType('LoyaltyBenefitPeriod', {
  MONTH: label('A month', '每月'),
  YEAR: label('A year', '每年'),
});
export const BenefitRefusal = enumType('LoyaltyBenefitRefusal', {
  USED_UP: label('Used up', '次数已用完'),
  STACKING: label('Not together with the others', '不可叠加'),
});
