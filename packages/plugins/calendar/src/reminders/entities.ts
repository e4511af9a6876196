import { type Entity, type EntityOf, label, sql } from '@guanxi/core';
import { p } from '../plugin.ts';
import { calendarReminders } from './tables.ts';

export interface CalendarReminder extends EntityOf<'CalendarReminder', typeof calendarReminders> {}
export const CalendarReminder: Entity<CalendarReminder> = p.entity('CalendarReminder', {
  table: calendarReminders,
  idPrefix: 'crem',
  label: label('Reminder', '提醒'),
  orderBy: { column: 'dueAt', direction: 'ASC' },
  history: 'none',
  sealed: true,
  read: (row, actor) => actor.has('calendar:events:read') && (actor.kind === 'service' || sql`${row.staffId} = ${actor.staffId}`),
  independent: 'A reminder is its person’s own; of the appointment it tells what that person may see of it.',
});
