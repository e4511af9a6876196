/** Public holidays by region and year: the library's, and what a tenant enters. */
import type { Noun } from '../common.ts';
import { publishHolidays, withdrawHolidays } from './commands.ts';
import { HolidaysPublished } from './events.ts';
import { holidayFields, holidayYearFields } from './fields.ts';
import { noticeHolidays } from './job.ts';
import { publicHolidays } from './queries.ts';
import * as refusals from './refusals.ts';

export const holidays: Noun = {
  model: [holidayYearFields, holidayFields],
  commands: [publishHolidays, withdrawHolidays],
  events: [HolidaysPublished],
  queries: [publicHolidays],
  jobs: [noticeHolidays],
  refusals: [refusals.notARegion, refusals.noHolidays, refusals.dayOutsideYear, refusals.dayTwice, refusals.knownNowhereElse],
};

export { Holiday, HolidayYear } from './entities.ts';
export { HolidayKind, HolidaySource } from './enums.ts';
export { HolidaysPublished } from './events.ts';
export { holidayFields, holidayYearFields } from './fields.ts';
export { publishHolidays, withdrawHolidays };
