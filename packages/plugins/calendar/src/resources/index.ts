/** Rooms, stands, vehicles: what appointments need besides people. */
import type { Noun } from '../common.ts';
import { createCalendarResource, updateCalendarResource } from './commands.ts';
import { bookingsOfOccurrence, calendarBookingFields, calendarResourceFields } from './fields.ts';
import { noDoubleBooking } from './guard.ts';
import { doubleBooked, resourceRetired } from './refusals.ts';

export const resources: Noun = {
  model: [calendarResourceFields, calendarBookingFields, bookingsOfOccurrence],
  commands: [createCalendarResource, updateCalendarResource],
  hooks: [noDoubleBooking],
  refusals: [doubleBooked, resourceRetired],
};

export { CalendarBooking, CalendarResource } from './entities.ts';
export { CalendarResourceKind } from './enums.ts';
export { calendarResourceFields } from './fields.ts';
export { createCalendarResource, updateCalendarResource };
