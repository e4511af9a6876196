import { p } from '../plugin.ts';

export const doubleBooked = p.refusal('CALENDAR_DOUBLE_BOOKED', {
  en: '{resource} is taken from {from} to {to}.',
  zh: '{resource} 在 {from} 至 {to} 已被占用。',
});
export const resourceRetired = p.refusal('CALENDAR_RESOURCE_RETIRED', {
  en: '{resource} is not in use any more.',
  zh: '{resource} 已停用。',
});
