/** What can be heard of classification, and what is refused (CMPL-02). */
import { label, t } from '@guanxi/core';
import { Customer, Staff } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { ComplaintType } from '../cases/enums.ts';
import { p } from '../plugin.ts';
import { ComplaintClass } from './enums.ts';

const classified = { type: t.enum(ComplaintType), class: t.nullable(t.enum(ComplaintClass)), severity: t.int() } as const;

export const ComplaintClassified = p.event('complaints.complaint.classified', {
  label: label('Case classified', '个案已分类'),
  subject: Complaint,
  data: {
    customerId: t.nullable(t.id(Customer)),
    ...classified,
    fromType: t.enum(ComplaintType),
    fromClass: t.nullable(t.enum(ComplaintClass)),
    by: t.id(Staff),
  },
});

export const classMissing = p.refusal('COMPLAINTS_CLASS_MISSING', {
  en: 'A complaint is classified down to the second level before it goes on.',
  zh: '投诉须细分到二级分类后才能继续处理。',
});
export const classNotInUse = p.refusal('COMPLAINTS_CLASS_NOT_IN_USE', {
  en: 'Class {class} is not in use here for {type}: no department answers for it.',
  zh: '分类 {class} 未用于 {type}：没有责任部门。',
});
export const causeOfAnotherClass = p.refusal('COMPLAINTS_CAUSE_OF_ANOTHER_CLASS', {
  en: 'The cause belongs to class {class}.',
  zh: '该原因属于分类 {class}。',
});
export const typeSettled = p.refusal('COMPLAINTS_TYPE_SETTLED', {
  en: 'Case {number} has gone too far to become something else; receive what is new as a case of its own.',
  zh: '个案 {number} 已进入处理，不能再改变类型；请另行受理。',
});
