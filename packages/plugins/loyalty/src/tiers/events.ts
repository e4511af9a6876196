/** What can be heard of tiers, and what is refused. */
import { label, t } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { LoyaltyAccount } from '../members/entities.ts';
import { LoyaltyTier } from '../members/enums.ts';
import { p } from '../plugin.ts';

/** @example subscription { tierChanged(customerId: "cus_…") { data { from to } } } */
export const TierChanged = p.event('loyalty.tier.changed', {
  label: label('Tier changed', '会员等级变更'),
  subject: LoyaltyAccount,
  data: { customerId: t.id(Customer), from: t.nullable(t.enum(LoyaltyTier)), to: t.nullable(t.enum(LoyaltyTier)) },
});

export const thresholdsNotRising = p.refusal('LOYALTY_THRESHOLDS_NOT_RISING', {
  en: '{tier} is reached with {entry}, which is not more than the {below} of the tier below it.',
  zh: '等级 {tier} 的入级门槛 {entry} 未高于下一级的 {below}。',
});
export const keepAboveEntry = p.refusal('LOYALTY_KEEP_ABOVE_ENTRY', {
  en: '{tier} is reached with {entry} and cannot take {keep} to keep.',
  zh: '等级 {tier} 的保级门槛 {keep} 不能高于入级门槛 {entry}。',
});
export const lowestNotFree = p.refusal('LOYALTY_LOWEST_NOT_FREE', {
  en: 'The lowest tier is had for nothing: {tier} is reached with {entry}.',
  zh: '最低等级不应有门槛：{tier} 的入级门槛为 {entry}。',
});
export const tierTwice = p.refusal('LOYALTY_TIER_TWICE', {
  en: '{tier} is in the scheme twice.',
  zh: '等级 {tier} 在计划中重复。',
});
export const schemeIncomplete = p.refusal('LOYALTY_SCHEME_INCOMPLETE', {
  en: 'Amounts spent are counted in a currency, rolling periods have months, and others have neither.',
  zh: '按消费金额定级须指定币种，滚动周期须指定月数，其他情况不得指定。',
});
export const schemeNotDraft = p.refusal('LOYALTY_SCHEME_NOT_DRAFT', {
  en: 'The scheme is {state} and is not changed any more; define another.',
  zh: '等级计划状态为 {state}，不能再修改，请另建计划。',
});
export const schemeNotActive = p.refusal('LOYALTY_SCHEME_NOT_ACTIVE', {
  en: 'The scheme is {state}; members are enrolled in one that is active.',
  zh: '等级计划状态为 {state}，只能加入已生效的计划。',
});
export const twoSchemes = p.refusal('LOYALTY_TWO_SCHEMES', {
  en: 'The customer is in the scheme {scheme} already; a customer is in one scheme at a time.',
  zh: '该客户已加入等级计划 {scheme}；同一客户同时只能加入一个计划。',
});
export const manualWithoutEnd = p.refusal('LOYALTY_MANUAL_WITHOUT_END', {
  en: 'A tier given by hand ends some day, after now.',
  zh: '人工授予的等级必须有到期时间，且晚于当前时间。',
});
export const manualNotHigher = p.refusal('LOYALTY_MANUAL_NOT_HIGHER', {
  en: 'The member has {has}; {tier} given by hand would lift them by nothing.',
  zh: '会员当前等级为 {has}，人工授予 {tier} 不会提升等级。',
});
export const tierNotInScheme = p.refusal('LOYALTY_TIER_NOT_IN_SCHEME', {
  en: '{tier} is no tier of the member’s scheme.',
  zh: '等级 {tier} 不在该会员的等级计划中。',
});
