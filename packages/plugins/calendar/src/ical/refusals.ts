import { p } from '../plugin.ts';

export const malformed = p.refusal('CALENDAR_ICAL_MALFORMED', {
  en: 'The iCalendar file cannot be read at line {line}: {problem}.',
  zh: 'iCalendar 文件第 {line} 行无法读取：{problem}。',
});
export const tooManyEvents = p.refusal('CALENDAR_ICAL_TOO_MANY', {
  en: 'A file has at most {max} events; this one has {count}. Split it.',
  zh: '一个文件最多包含 {max} 个日程，此文件有 {count} 个，请拆分。',
});
