import { boolean, instant, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index, uniqueIndex } from 'drizzle-orm/pg-core';

/** That somebody wants to be told of an appointment before it begins; of each of a series in turn. */
export const calendarReminders = tenantTable(
  'calendar_reminder',
  {
    eventId: reference<'CalendarEvent'>('calendar_event', { onDelete: 'cascade' }).notNull(),
    staffId: reference<'Staff'>('crm_staff').notNull(),
    /** ISO 8601. */
    before: text().notNull(),
    /** Reckoned in working time of the tenant's default calendar. */
    businessTime: boolean().notNull().default(false),
    /** When the next occurrence begins; null, like `dueAt`: none comes any more. */
    beginsAt: instant(),
    dueAt: instant(),
    /** Public holidays on the way are not published yet: `dueAt` is reckoned again when they are. */
    provisional: boolean().notNull().default(false),
    /** The beginning of the occurrence that was told of last. */
    toldUntil: instant(),
  },
  (t) => [
    uniqueIndex('calendar_reminder_key').on(t.tenantId, t.eventId, t.staffId, t.before, t.businessTime),
    index('calendar_reminder_staff_due_idx').on(t.tenantId, t.staffId, t.dueAt, t.id),
    index('calendar_reminder_due_idx').on(t.tenantId, t.dueAt, t.id),
    index('calendar_reminder_business_idx').on(t.tenantId, t.id).where(sql`business_time`),
    check('calendar_reminder_due', sql`(begins_at is null) = (due_at is null)`),
  ],
);
