/** What can be heard of letters, and what is refused (CMPL-09). */
import { label, t } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { p } from '../plugin.ts';

export const LetterAnswered = p.event('complaints.letter.answered', {
  label: label('Letter answered', '来信已答复'),
  subject: Complaint,
  data: { customerId: t.nullable(t.id(Customer)), inTime: t.bool() },
});
export const noLetter = p.refusal('COMPLAINTS_NO_LETTER', {
  en: 'Case {number} did not come by letter.',
  zh: '个案 {number} 不是来信个案。',
});
export const letterInFuture = p.refusal('COMPLAINTS_LETTER_IN_FUTURE', {
  en: 'A letter of {date} was not written yet.',
  zh: '落款日期 {date} 尚未到来。',
});
export const letterAnswered = p.refusal('COMPLAINTS_LETTER_ANSWERED', {
  en: 'The letter was answered at {at}.',
  zh: '该来信已于 {at} 答复。',
});
export const letterUnanswered = p.refusal('COMPLAINTS_LETTER_UNANSWERED', {
  en: 'Case {number} came by letter, and the letter is not answered yet.',
  zh: '个案 {number} 为来信，尚未复函，不能结案。',
});
