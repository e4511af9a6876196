import { p } from '../plugin.ts';

export const noDefaultCalendar = p.refusal('CALENDAR_NO_DEFAULT', {
  en: 'There is no default business calendar; name one, or make one the default.',
  zh: '没有默认工作日历；请指定一个，或将某个工作日历设为默认。',
});
export const notATimeOfDay = p.refusal('CALENDAR_NOT_A_TIME', {
  en: '“{text}” is no time of day: write HH:MM, from 00:00 to 24:00.',
  zh: '“{text}”不是有效的时刻：请写作 HH:MM，自 00:00 至 24:00。',
});
export const hoursOverlap = p.refusal('CALENDAR_HOURS_OVERLAP', {
  en: 'The hours {first} and {second} overlap.',
  zh: '时段 {first} 与 {second} 重叠。',
});
export const neverOpen = p.refusal('CALENDAR_NEVER_OPEN', {
  en: 'A business calendar needs hours on at least one weekday.',
  zh: '工作日历至少应有一天设有工作时间。',
});
export const makeUpDayClosed = p.refusal('CALENDAR_MAKE_UP_DAY_CLOSED', {
  en: 'Make-up working days take the hours of {day}, which has none.',
  zh: '调休上班日按{day}的工作时间执行，但该日没有工作时间。',
});
export const defaultStays = p.refusal('CALENDAR_DEFAULT_STAYS', {
  en: 'The default business calendar stays in use: make another one the default first.',
  zh: '默认工作日历必须保持在用：请先将另一个设为默认。',
});
export const beyondHorizon = p.refusal('CALENDAR_BEYOND_HORIZON', {
  en: 'This leads over more than 40 years, which nobody’s working time is known for.',
  zh: '该计算跨越 40 年以上，无法推算工作时间。',
});
