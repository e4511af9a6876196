/** What can be heard of cases, and what is refused of them as such. */
import { label, t } from '@guanxi/core';
import { Customer, Staff } from '@guanxi/core/crm';
import { p } from '../plugin.ts';
import { Complaint } from './entities.ts';
import { ComplaintChannel, ComplaintType } from './enums.ts';

const whose = { customerId: t.nullable(t.id(Customer)) } as const;

/** Whoever answers for the case hears of it at once. */
export const ComplaintReceived = p.event('complaints.complaint.received', {
  label: label('Case received', '个案已受理'),
  subject: Complaint,
  data: {
    ...whose,
    type: t.enum(ComplaintType),
    channel: t.enum(ComplaintChannel),
    severity: t.int(),
    keyCustomer: t.bool(),
    responsibleId: t.nullable(t.id(Staff)),
    responsibleRole: t.nullable(t.text(100)),
  },
});
export const ComplaintAcknowledged = p.event('complaints.complaint.acknowledged', {
  label: label('Case acknowledged', '个案已答复受理'),
  subject: Complaint,
  data: { ...whose, inTime: t.bool() },
});
export const ComplainantIdentified = p.event('complaints.complaint.identified', {
  label: label('It is known whose a case is', '个案客户已确认'),
  subject: Complaint,
  data: { customerId: t.id(Customer) },
});
export const ComplaintAssigned = p.event('complaints.complaint.assigned', {
  label: label('Case assigned', '个案已分派'),
  subject: Complaint,
  data: { ...whose, from: t.nullable(t.id(Staff)), to: t.id(Staff) },
});
export const ComplaintMergedInto = p.event('complaints.complaint.mergedInto', {
  label: label('Case goes on in another', '个案已并入'),
  subject: Complaint,
  data: { ...whose, original: t.id(Complaint) },
});

export const noSuchPhone = p.refusal('COMPLAINTS_PHONE', {
  en: '"{phone}" is no telephone number.',
  zh: '“{phone}”不是电话号码。',
});
export const contactOfAnother = p.refusal('COMPLAINTS_CONTACT_OF_ANOTHER', {
  en: 'The contact is none of this customer’s.',
  zh: '该联系人不属于此客户。',
});
export const backDated = p.refusal('COMPLAINTS_BACK_DATED', {
  en: 'Receipt at {at} would be back-dated: a case is received when it is written down.',
  zh: '受理时间 {at} 属于倒填：个案以登记时间为受理时间。',
});
export const receiptInFuture = p.refusal('COMPLAINTS_RECEIPT_IN_FUTURE', {
  en: 'Receipt at {at} is still to come.',
  zh: '受理时间 {at} 尚未到来。',
});
export const alreadyIdentified = p.refusal('COMPLAINTS_ALREADY_IDENTIFIED', {
  en: 'It is known already whose case {number} is.',
  zh: '个案 {number} 的客户已确认。',
});
export const caseClosed = p.refusal('COMPLAINTS_CLOSED', {
  en: 'Case {number} is closed; reopen it first.',
  zh: '个案 {number} 已结案，请先重新打开。',
});
export const personNeeded = p.refusal('COMPLAINTS_PERSON_NEEDED', {
  en: 'This is done by a person: a program may suggest it, and somebody confirms.',
  zh: '此操作须由人员完成：系统只能建议，由人员确认。',
});
export const alreadyAcknowledged = p.refusal('COMPLAINTS_ALREADY_ACKNOWLEDGED', {
  en: 'Case {number} was acknowledged at {at}.',
  zh: '个案 {number} 已于 {at} 答复受理。',
});
export const acknowledgedBeforeReceipt = p.refusal('COMPLAINTS_ACKNOWLEDGED_BEFORE_RECEIPT', {
  en: 'Nothing is acknowledged before it was received: {at} lies before {receivedAt}.',
  zh: '答复不能早于受理：{at} 早于 {receivedAt}。',
});
export const acknowledgedInFuture = p.refusal('COMPLAINTS_ACKNOWLEDGED_IN_FUTURE', {
  en: 'Acknowledging at {at} is still to come.',
  zh: '答复时间 {at} 尚未到来。',
});
export const duplicateOfItself = p.refusal('COMPLAINTS_DUPLICATE_OF_ITSELF', {
  en: 'A case is no duplicate of itself, nor of a case that is one of it.',
  zh: '个案不能与自身重复，也不能与其重复个案互为重复。',
});
export const duplicateOfAnother = p.refusal('COMPLAINTS_DUPLICATE_OF_ANOTHER', {
  en: 'Case {number} is closed, of another customer or of another type, and cannot go on for this one.',
  zh: '个案 {number} 已结案、属于其他客户或类型不同，不能并入。',
});
export const handlerInactive = p.refusal('COMPLAINTS_HANDLER_INACTIVE', {
  en: '{name} is no longer active and handles no cases.',
  zh: '{name} 已停用，不能处理个案。',
});
