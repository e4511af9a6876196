import { p } from '../plugin.ts';

export const notARegion = p.refusal('CALENDAR_NOT_A_REGION', {
  en: '“{region}” is no region: write an ISO 3166 code such as CN or DE-BY.',
  zh: '“{region}”不是有效地区：请写 ISO 3166 代码，如 CN 或 DE-BY。',
});
export const noHolidays = p.refusal('CALENDAR_NO_HOLIDAYS', {
  en: 'A year without a single public holiday is not published; enter those of {year}.',
  zh: '没有任何节假日的年度不能公布；请录入 {year} 年的节假日。',
});
export const dayOutsideYear = p.refusal('CALENDAR_DAY_OUTSIDE_YEAR', {
  en: '{date} is no day of {year}, nor of the week before it.',
  zh: '{date} 不属于 {year} 年，也不在其前一周内。',
});
export const dayTwice = p.refusal('CALENDAR_DAY_TWICE', { en: '{date} is there twice.', zh: '{date} 重复出现。' });
export const knownNowhereElse = p.refusal('CALENDAR_HOLIDAYS_NOWHERE_ELSE', {
  en: 'The holidays of {region} in {year} are known from what was entered here only; enter them again to correct them.',
  zh: '{region} {year} 年的节假日仅来自此处录入；如需更正请重新录入。',
});
