/** What can be heard of public holidays. */
import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { HolidayYear } from './entities.ts';
import { HolidaySource } from './enums.ts';

/**
 * A year of a region is known now, or known otherwise. Whoever keeps provisional results reckons them again:
 * `p.during(HolidaysPublished, …)`. Told when somebody enters a year, and when a new version of the library brings one.
 */
export const HolidaysPublished = p.event('calendar.holidays.published', {
  label: label('Public holidays published', '节假日已公布'),
  subject: HolidayYear,
  data: { region: t.text(20), year: t.int(), source: t.enum(HolidaySource) },
});
