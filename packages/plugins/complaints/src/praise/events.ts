/** What can be heard of enquiries, suggestions and praise, and what is refused (CMPL-08). */
import { label, t } from '@guanxi/core';
import { Customer, Staff } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { p } from '../plugin.ts';

const whose = { customerId: t.nullable(t.id(Customer)) } as const;

export const EnquiryAnswered = p.event('complaints.enquiry.answered', {
  label: label('Enquiry answered', '咨询已解答'),
  subject: Complaint,
  data: whose,
});
export const SuggestionDecided = p.event('complaints.suggestion.decided', {
  label: label('Suggestion decided on', '建议已评估'),
  subject: Complaint,
  data: { ...whose, adopted: t.bool() },
});
export const PraiseCredited = p.event('complaints.praise.credited', {
  label: label('Praise credited', '表扬已记功'),
  subject: Complaint,
  data: { ...whose, staffId: t.id(Staff) },
});
export const ComplaintRewarded = p.event('complaints.complaint.rewarded', {
  label: label('Praise or advice rewarded', '表扬或建议已奖励'),
  subject: Complaint,
  data: { customerId: t.id(Customer), points: t.int() },
});

export const wrongType = p.refusal('COMPLAINTS_TYPE', {
  en: 'This is done for {wanted}; case {number} is {type}.',
  zh: '此操作仅适用于 {wanted}；个案 {number} 的类型为 {type}。',
});
export const creditedAlready = p.refusal('COMPLAINTS_CREDITED', {
  en: '{name} has the credit for case {number} already.',
  zh: '个案 {number} 已为 {name} 记功。',
});
export const rewardedAlready = p.refusal('COMPLAINTS_REWARDED', {
  en: 'Case {number} was rewarded already: once for a case.',
  zh: '个案 {number} 已奖励，每个个案仅奖励一次。',
});
export const ownSuggestion = p.refusal('COMPLAINTS_OWN_SUGGESTION', {
  en: 'Case {number} came from the firm itself; points are for customers.',
  zh: '个案 {number} 由本单位员工提出，积分仅奖励客户。',
});
export const nobodyToReward = p.refusal('COMPLAINTS_NOBODY_TO_REWARD', {
  en: 'It is not known whose case {number} is.',
  zh: '个案 {number} 的客户尚未确认。',
});
export const notAdopted = p.refusal('COMPLAINTS_NOT_ADOPTED', {
  en: 'The suggestion of case {number} was not adopted.',
  zh: '个案 {number} 的建议未被采纳。',
});
export const noLoyalty = p.refusal('COMPLAINTS_NO_LOYALTY', {
  en: 'There are no points here: the plugin "loyalty" is not used.',
  zh: '未启用会员积分插件，无法奖励积分。',
});
