import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { calendarBookings, calendarResources } from './tables.ts';

export interface CalendarResource extends EntityOf<'CalendarResource', typeof calendarResources> {}
export const CalendarResource: Entity<CalendarResource> = p.entity('CalendarResource', {
  table: calendarResources,
  idPrefix: 'cre',
  label: label('Resource', '资源'),
  display: 'name',
  orderBy: { column: 'name', direction: 'ASC' },
  sealed: true,
  read: 'calendar:read',
});

export interface CalendarBooking extends EntityOf<'CalendarBooking', typeof calendarBookings> {}
export const CalendarBooking: Entity<CalendarBooking> = p.entity('CalendarBooking', {
  table: calendarBookings,
  idPrefix: 'cbk',
  label: label('Booking of a resource', '资源预订'),
  orderBy: { column: 'startsAt', direction: 'ASC' },
  sealed: true,
  read: through('occurrenceId'),
});
