import { type Entity, type EntityOf, label } from '@guanxi/core';
import { p } from '../plugin.ts';
import { businessCalendars, businessHours, calendarExceptions } from './tables.ts';

export interface BusinessCalendar extends EntityOf<'BusinessCalendar', typeof businessCalendars> {}
export const BusinessCalendar: Entity<BusinessCalendar> = p.entity('BusinessCalendar', {
  table: businessCalendars,
  idPrefix: 'bcal',
  label: label('Business calendar', '工作日历'),
  display: 'name',
  orderBy: { column: 'name', direction: 'ASC' },
  read: 'calendar:read',
  sealed: true,
});

export interface BusinessHours extends EntityOf<'BusinessHours', typeof businessHours> {}
export const BusinessHours: Entity<BusinessHours> = p.entity('BusinessHours', {
  table: businessHours,
  idPrefix: 'bhrs',
  label: label('Business hours', '工作时间'),
  plural: 'businessHoursList',
  read: 'calendar:read',
  sealed: true,
});

export interface CalendarException extends EntityOf<'CalendarException', typeof calendarExceptions> {}
export const CalendarException: Entity<CalendarException> = p.entity('CalendarException', {
  table: calendarExceptions,
  idPrefix: 'cexc',
  label: label('Exception of a business calendar', '工作日历例外'),
  orderBy: { column: 'date', direction: 'ASC' },
  read: 'calendar:read',
  sealed: true,
});
