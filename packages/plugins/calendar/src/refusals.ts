/** What more than one noun refuses. */
import { p } from './plugin.ts';

export const endBeforeStart = p.refusal('CALENDAR_END_BEFORE_START', {
  en: 'The end must not be before the start.',
  zh: '结束不得早于开始。',
});
export const windowTooLong = p.refusal('CALENDAR_WINDOW_TOO_LONG', {
  en: 'At most {days} days can be asked for at a time.',
  zh: '一次最多可查询 {days} 天。',
});
