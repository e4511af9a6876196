/** What can be heard of escalation, and what is refused (CMPL-07). */
import { label, t } from '@guanxi/core';
import { Customer, Staff } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { p } from '../plugin.ts';
import { EscalationRule, ManagementDigest } from './entities.ts';
import { EscalationCause } from './enums.ts';

const whose = { customerId: t.nullable(t.id(Customer)), responsibleId: t.nullable(t.id(Staff)) } as const;

export const ComplaintEscalated = p.event('complaints.complaint.escalated', {
  label: label('Case escalated', '个案已升级'),
  subject: Complaint,
  data: { ...whose, level: t.int(), cause: t.enum(EscalationCause), role: t.text(100) },
});
export const EscalationSuppressed = p.event('complaints.escalation.suppressed', {
  label: label('An escalation was suppressed', '升级已被压下'),
  subject: Complaint,
  data: { ...whose, level: t.int(), by: t.id(Staff) },
});
export const EscalationRuleDefined = p.event('complaints.escalationRule.defined', {
  label: label('Rung of the ladder defined', '升级规则已制定'),
  subject: EscalationRule,
  data: {},
});
export const DigestIssued = p.event('complaints.digest.issued', {
  label: label('Management digest issued', '管理层简报已生成'),
  subject: ManagementDigest,
  data: { role: t.text(100) },
});

export const alreadyAtLevel = p.refusal('COMPLAINTS_AT_LEVEL', {
  en: 'Case {number} is at level {level} of the ladder already, or was kept from it.',
  zh: '个案 {number} 已处于第 {level} 级，或该级升级已被压下。',
});
export const unsoundRule = p.refusal('COMPLAINTS_RULE', {
  en: 'A rule of cause {cause} needs {needed}.',
  zh: '原因为 {cause} 的规则须给出 {needed}。',
});
export const praiseNotEscalated = p.refusal('COMPLAINTS_PRAISE_NOT_ESCALATED', {
  en: 'Praise is not escalated.',
  zh: '表扬不升级。',
});
export const digestPeriod = p.refusal('COMPLAINTS_DIGEST_PERIOD', {
  en: 'A digest is of a time that has begun and ends after it began.',
  zh: '简报时段须已开始，且结束晚于开始。',
});
