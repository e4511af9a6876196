import { p } from '../plugin.ts';

export const periodTooLong = p.refusal('COMPLAINTS_REPORT_PERIOD', {
  en: 'A report is of a time that ends after it began, and of three years at most.',
  zh: '报表时段的结束须晚于开始，且不超过三年。',
});
