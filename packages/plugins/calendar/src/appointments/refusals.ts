import { p } from '../plugin.ts';

export const recurrenceEndless = p.refusal('CALENDAR_RECURRENCE_ENDLESS', {
  en: 'A recurrence needs an end (UNTIL) or a number of times (COUNT).',
  zh: '重复规则必须有结束日期（UNTIL）或次数（COUNT）。',
});
export const recurrenceInvalid = p.refusal('CALENDAR_RECURRENCE_INVALID', {
  en: 'This is no recurrence rule of RFC 5545 that can be kept: {problem}.',
  zh: '不是可用的 RFC 5545 重复规则：{problem}。',
});
export const recurrenceTooMany = p.refusal('CALENDAR_RECURRENCE_TOO_MANY', {
  en: 'A recurrence has at most {max} occurrences here.',
  zh: '重复日程最多 {max} 次。',
});
export const ownerOrGroup = p.refusal('CALENDAR_OWNER_OR_GROUP', {
  en: 'An event belongs to a person or to a group: name one of them.',
  zh: '日程属于个人或团队：请指定其中之一。',
});
export const notYours = p.refusal('CALENDAR_NOT_YOURS', {
  en: 'You may not plan in this calendar.',
  zh: '您无权在此日历中安排日程。',
});
export const eventCancelled = p.refusal('CALENDAR_EVENT_CANCELLED', {
  en: 'The event was cancelled.',
  zh: '该日程已取消。',
});
export const notInvited = p.refusal('CALENDAR_NOT_INVITED', {
  en: 'Only who takes part can answer.',
  zh: '只有参与人可以回复。',
});
