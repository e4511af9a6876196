/** What can be heard of time limits, and what is refused (CMPL-03). */
import { label, t } from '@guanxi/core';
import { Customer, Staff } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { p } from '../plugin.ts';
import { SlaPolicy } from './entities.ts';
import { SlaLimit } from './enums.ts';

const whose = { customerId: t.nullable(t.id(Customer)), responsibleId: t.nullable(t.id(Staff)) } as const;

export const SlaWarned = p.event('complaints.sla.warned', {
  label: label('A limit will soon be reached', '时限预警'),
  subject: Complaint,
  data: { ...whose, limit: t.enum(SlaLimit), due: t.instant() },
});
export const SlaBreached = p.event('complaints.sla.breached', {
  label: label('A limit was breached', '时限已突破'),
  subject: Complaint,
  data: { ...whose, limit: t.enum(SlaLimit), due: t.instant() },
});
export const ClockPaused = p.event('complaints.sla.paused', {
  label: label('Waiting for the customer', '等待客户，计时暂停'),
  subject: Complaint,
  data: { ...whose },
});
export const ClockResumed = p.event('complaints.sla.resumed', {
  label: label('The clock goes on', '计时恢复'),
  subject: Complaint,
  data: { ...whose, due: t.nullable(t.instant()) },
});
/** Holidays of a year on the way became known, and with them when the limits really end. */
export const LimitsRecomputed = p.event('complaints.sla.recomputed', {
  label: label('Limits were reckoned again', '期限已重新计算'),
  subject: Complaint,
  data: { ...whose, ackDue: t.nullable(t.instant()), handleDue: t.nullable(t.instant()), provisional: t.bool() },
});
export const SlaPolicyDefined = p.event('complaints.policy.defined', {
  label: label('Time limits defined', '时限政策已制定'),
  subject: SlaPolicy,
  data: { replaces: t.nullable(t.id(SlaPolicy)) },
});
export const SlaPolicyRetired = p.event('complaints.policy.retired', {
  label: label('Time limits retired', '时限政策已停用'),
  subject: SlaPolicy,
  data: {},
});

export const policyWithoutHours = p.refusal('COMPLAINTS_POLICY_WITHOUT_HOURS', {
  en: 'Business hours are those of a calendar, which has its zone: name one; for ALWAYS name none.',
  zh: '工作时间须指定带时区的工作日历；全天候计时则不指定。',
});
export const unknownRole = p.refusal('COMPLAINTS_UNKNOWN_ROLE', {
  en: 'There is no role "{role}".',
  zh: '没有角色“{role}”。',
});
export const policyRetired = p.refusal('COMPLAINTS_POLICY_RETIRED', {
  en: 'The time limits "{name}" are retired. Cases that began with them keep them.',
  zh: '时限政策“{name}”已停用；已适用的个案仍按原政策执行。',
});
export const lastPolicy = p.refusal('COMPLAINTS_LAST_POLICY', {
  en: 'Without "{name}" there would be cases without any limit; replace it.',
  zh: '停用“{name}”后将有个案没有时限，请改为替换。',
});
export const waitingAlready = p.refusal('COMPLAINTS_WAITING', {
  en: 'The customer is waited for since {since}.',
  zh: '自 {since} 起已在等待客户。',
});
export const notWaiting = p.refusal('COMPLAINTS_NOT_WAITING', {
  en: 'The clock runs: nobody is waited for.',
  zh: '计时未暂停：并未等待客户。',
});
export const notAcknowledged = p.refusal('COMPLAINTS_NOT_ACKNOWLEDGED', {
  en: 'Case {number} was not acknowledged yet.',
  zh: '个案 {number} 尚未答复受理。',
});
