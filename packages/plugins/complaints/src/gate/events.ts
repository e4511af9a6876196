/** What can be heard of the block on promotion, and what is refused (CMPL-10). */
import { addValues, label, t } from '@guanxi/core';
import { Customer, Staff, SuppressionReason } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { p } from '../plugin.ts';

/** The text that whoever wants to reach the customer reads. */
export const blockReasons = addValues(SuppressionReason, {
  COMPLAINT_OPEN: label('Complaint open', '投诉处理中'),
  COMPLAINT_CLOSED: label('Complaint closed a short time ago', '投诉刚结案'),
});

export const BlockLifted = p.event('complaints.block.lifted', {
  label: label('Block on promotion lifted against the rule', '推销限制已提前解除'),
  subject: Complaint,
  data: { customerId: t.nullable(t.id(Customer)), by: t.id(Staff) },
});

export const nothingBlocked = p.refusal('COMPLAINTS_NOTHING_BLOCKED', {
  en: 'Case {number} blocks nothing.',
  zh: '个案 {number} 没有推销限制。',
});
