/** How rules of earning are made. */
import { enumType, label } from '@guanxi/core';

/** A rule earns once it is active, and is never changed then: another takes its place. */
export const RuleState = enumType('LoyaltyRuleState', {
  DRAFT: label('Draft', '草稿'),
  ACTIVE: label('Active', '生效'),
  WITHDRAWN: label('Withdrawn', '撤销'),
});
export const RuleKind = enumType('LoyaltyRuleKind', {
  /** Of all that apply, the one that gives most. */
  BASE: label('Base', '基础积分'),
  /** All that apply, on top of it. */
  BONUS: label('Bonus', '额外积分'),
});
export const CapPeriod = enumType('LoyaltyCapPeriod', {
  DAY: label('A day', '每日'),
  MONTH: label('A month', '每月'),
  YEAR: label('A year', '每年'),
  CAMPAIGN: label('While the rule holds', '规则有效期内'),
});
