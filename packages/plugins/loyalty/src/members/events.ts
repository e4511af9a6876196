/** What can be heard of members, and what is refused. */
import { label, t } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { p } from '../plugin.ts';
import { LoyaltyAccount } from './entities.ts';

export const MemberEnrolled = p.event('loyalty.member.enrolled', {
  label: label('Member enrolled', '会员已入会'),
  subject: LoyaltyAccount,
  data: { customerId: t.id(Customer) },
});

export const alreadyMember = p.refusal('LOYALTY_ALREADY_MEMBER', {
  en: 'The customer is a member already.',
  zh: '该客户已是会员。',
});
export const memberMerged = p.refusal('LOYALTY_MEMBER_MERGED', {
  en: 'The customer was merged into another, who has the points now.',
  zh: '该客户已合并到其他客户，积分已随之转移。',
});
export const sinceInFuture = p.refusal('LOYALTY_SINCE_IN_FUTURE', {
  en: 'Nobody is a member since {since}, which is still to come.',
  zh: '入会时间 {since} 尚未到来。',
});
export const notInScheme = p.refusal('LOYALTY_NOT_IN_SCHEME', {
  en: 'The member is in no tier scheme.',
  zh: '该会员未加入任何等级计划。',
});
