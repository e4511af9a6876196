import { label, t } from '@guanxi/core';
import { CalendarOccurrence } from '../appointments/entities.ts';
import { p } from '../plugin.ts';
import { CalendarBooking, CalendarResource } from './entities.ts';

export const calendarResourceFields = p.fields(CalendarResource, (f) => ({
  name: f.column('name', { label: label('Name', '名称'), input: t.text(100) }),
  kind: f.column('kind', { label: label('Kind', '类别') }),
  location: f.column('location', { label: label('Location', '地点'), input: t.text(200) }),
  capacity: f.column('capacity', { label: label('Capacity', '容纳人数'), input: t.int({ min: 1 }) }),
  exclusive: f.column('exclusive', { label: label('Exclusive', '独占') }),
  active: f.column('active', { label: label('In use', '在用') }),
  bookings: f.many(CalendarBooking, { on: ['id', 'resourceId'], orderBy: 'startsAt', label: label('Bookings', '预订') }),
}));

export const calendarBookingFields = p.fields(CalendarBooking, (f) => ({
  resourceId: f.column('resourceId', { label: label('Resource’s id', '资源编号') }),
  startsAt: f.column('startsAt', { label: label('From', '起') }),
  endsAt: f.column('endsAt', { label: label('To', '止') }),
  resource: f.one(CalendarResource, { on: ['resourceId', 'id'], label: label('Resource', '资源') }),
  occurrence: f.one(CalendarOccurrence, { on: ['occurrenceId', 'id'], label: label('Occurrence', '日程的一次') }),
}));

export const bookingsOfOccurrence = p.fields(CalendarOccurrence, (f) => ({
  resources: f.through(CalendarResource, CalendarBooking, {
    from: ['id', 'occurrenceId'],
    to: ['resourceId', 'id'],
    label: label('Resources', '资源'),
  }),
}));
