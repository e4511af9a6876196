/** Business calendars: when an organisation works. */
import type { Noun } from '../common.ts';
import { createBusinessCalendar, updateBusinessCalendar } from './commands.ts';
import { BusinessCalendarChanged } from './events.ts';
import { removeCalendarException, setCalendarException } from './exceptions.ts';
import { businessCalendarFields, businessHoursFields, calendarExceptionFields } from './fields.ts';
import { addBusinessTime, businessDays, businessTimeBetween, isBusinessTime } from './queries.ts';
import * as refusals from './refusals.ts';

export const hours: Noun = {
  model: [businessCalendarFields, businessHoursFields, calendarExceptionFields],
  commands: [createBusinessCalendar, updateBusinessCalendar, setCalendarException, removeCalendarException],
  events: [BusinessCalendarChanged],
  queries: [addBusinessTime, businessTimeBetween, isBusinessTime, businessDays],
  refusals: [
    refusals.noDefaultCalendar,
    refusals.notATimeOfDay,
    refusals.hoursOverlap,
    refusals.neverOpen,
    refusals.makeUpDayClosed,
    refusals.defaultStays,
    refusals.beyondHorizon,
  ],
};

export { BusinessCalendar, BusinessHours, CalendarException } from './entities.ts';
export { Weekday } from './enums.ts';
export { BusinessCalendarChanged } from './events.ts';
export { businessCalendarFields } from './fields.ts';
export { createBusinessCalendar, updateBusinessCalendar, setCalendarException, removeCalendarException };
