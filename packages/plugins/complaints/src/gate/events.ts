/** What can be heard of the block on promotion, and what is refused (CMPL-10). */
import { label, t } from '@guanxi/core';
import { Customer, Staff } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { p } from '../plugin.ts';

export const BlockLifted = p.event('complaints.block.lifted', {
  label: label('Block on promotion lifted against the rule', '推销限制已提前解除'),
  subject: Complaint,
  data: { customerId: t.nullable(t.id(Customer)), by: t.id(Staff) },
});

export const nothingBlocked = p.refusal('COMPLAINTS_NOTHING_BLOCKED', {
  en: 'Case {number} blocks nothing.',
  zh: '个案 {number} 没有推销限制。',
});
