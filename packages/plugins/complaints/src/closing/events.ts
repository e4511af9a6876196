/** What can be heard of how cases end, and what is refused (CMPL-01). */
import { label, t } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { p } from '../plugin.ts';

const whose = { customerId: t.nullable(t.id(Customer)) } as const;

export const ConfirmationAttempted = p.event('complaints.complaint.confirmationAttempted', {
  label: label('The customer was not reached for a confirmation', '回访未能联系到客户'),
  subject: Complaint,
  data: whose,
});
export const ComplaintClosed = p.event('complaints.complaint.closed', {
  label: label('Case closed', '个案已结案'),
  subject: Complaint,
  data: { ...whose, confirmed: t.bool() },
});
export const ComplaintReopened = p.event('complaints.complaint.reopened', {
  label: label('Case reopened', '个案已重新打开'),
  subject: Complaint,
  data: { ...whose, times: t.int() },
});

export const unconfirmed = p.refusal('COMPLAINTS_UNCONFIRMED', {
  en: 'Case {number} is closed when the customer confirms, or after {needed} documented attempts to reach them; there are {made}.',
  zh: '个案 {number} 须经客户确认，或有 {needed} 次未能联系到客户的回访记录方可结案；现有 {made} 次。',
});
export const ownEscalated = p.refusal('COMPLAINTS_OWN_ESCALATED', {
  en: 'Case {number} was escalated; somebody other than its first handler closes it.',
  zh: '个案 {number} 曾升级，须由首位处理人以外的人员结案。',
});
export const outcomeMissing = p.refusal('COMPLAINTS_OUTCOME_MISSING', {
  en: 'Case {number} was not solved; say how it ended.',
  zh: '个案 {number} 尚未解决，请说明处理结果。',
});
export const notClosed = p.refusal('COMPLAINTS_NOT_CLOSED', { en: 'Case {number} is not closed.', zh: '个案 {number} 尚未结案。' });
