/** Business calendars: when an organisation works. */
import type { Noun } from '../common.ts';
import { businessCalendarFields, businessHoursFields, calendarExceptionFields } from './fields.ts';
import * as refusals from './refusals.ts';

export const hours: Noun = {
  model: [businessCalendarFields, businessHoursFields, calendarExceptionFields],
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
export { businessCalendarFields } from './fields.ts';
