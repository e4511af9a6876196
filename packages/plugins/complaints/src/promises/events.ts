/** What can be heard of promises, and what is refused (CMPL-05). */
import { label, t } from '@guanxi/core';
import { Customer, Staff } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { p } from '../plugin.ts';
import { ComplaintPromise } from './entities.ts';

const about = { complaintId: t.id(Complaint), customerId: t.nullable(t.id(Customer)), ownerId: t.id(Staff), dueAt: t.instant() } as const;
const of = <const N extends `complaints.promise.${string}`>(name: N, en: string, zh: string) =>
  p.event(name, { label: label(en, zh), subject: ComplaintPromise, data: about });

export const PromiseRequested = of('complaints.promise.requested', 'Promise to be approved', '承诺待审批');
export const PromiseRejected = of('complaints.promise.rejected', 'Promise not approved', '承诺未批准');
export const PromiseGiven = of('complaints.promise.given', 'Promise given', '已作出承诺');
export const PromiseDue = of('complaints.promise.due', 'Promise will soon be due', '承诺即将到期');
export const PromiseBroken = of('complaints.promise.broken', 'Promise broken', '承诺已违约');
export const PromiseFulfilled = of('complaints.promise.fulfilled', 'Promise kept', '承诺已兑现');
export const PromiseReleased = of('complaints.promise.released', 'Promise released by the customer', '客户已免除承诺');

export const promiseInPast = p.refusal('COMPLAINTS_PROMISE_IN_PAST', {
  en: 'What is promised is due later than now, and {at} is over.',
  zh: '承诺的到期时间须晚于现在，而 {at} 已过。',
});
export const beyondAuthority = p.refusal('COMPLAINTS_BEYOND_AUTHORITY', {
  en: 'This is more than you may promise by yourself: ask for approval.',
  zh: '此承诺超出您的权限，请申请审批。',
});
export const ownRequest = p.refusal('COMPLAINTS_OWN_REQUEST', {
  en: 'Nobody approves what they asked for themselves.',
  zh: '不能审批自己提出的承诺。',
});
export const ownerInactive = p.refusal('COMPLAINTS_PROMISE_OWNER_INACTIVE', {
  en: '{name} is no longer active and sees to nothing.',
  zh: '{name} 已停用，不能负责承诺。',
});
export const promiseNot = p.refusal('COMPLAINTS_PROMISE_STATE', {
  en: 'The promise is {state}; this is done to one that is {wanted}.',
  zh: '承诺的状态为 {state}；此操作仅适用于状态为 {wanted} 的承诺。',
});
export const promiseOpen = p.refusal('COMPLAINTS_PROMISE_OPEN', {
  en: 'Case {number} has {count} promises that are not kept yet.',
  zh: '个案 {number} 还有 {count} 项承诺未兑现。',
});
export const authorityOfNobody = p.refusal('COMPLAINTS_AUTHORITY_OF_NOBODY', {
  en: 'An authority is a person’s or a role’s, one of the two.',
  zh: '权限须授予员工或角色，且只能是其中之一。',
});
