/** Public holidays by region and year: the library's, and what a tenant enters. */
import type { Noun } from '../common.ts';
import { HolidaysPublished } from './events.ts';
import { holidayFields, holidayYearFields } from './fields.ts';

export const holidays: Noun = {
  model: [holidayYearFields, holidayFields],
  events: [HolidaysPublished],
};

export { Holiday, HolidayYear } from './entities.ts';
export { HolidayKind, HolidaySource } from './enums.ts';
export { HolidaysPublished } from './events.ts';
export { holidayFields, holidayYearFields } from './fields.ts';
