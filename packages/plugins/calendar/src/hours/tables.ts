import { boolean, dateOnly, enumText, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index, uniqueIndex } from 'drizzle-orm/pg-core';
import { Weekday } from './enums.ts';

/** When an organisation, or a part of it, works. */
export const businessCalendars = tenantTable(
  'calendar_business_calendar',
  {
    name: text().notNull(),
    /** IANA: the hours are of the clock on a wall there. */
    zone: text().notNull(),
    isDefault: boolean().notNull().default(false),
    /** Whose public holidays are kept, such as `CN`; null: none. */
    holidayRegion: text(),
    /** Whose hours a make-up working day has that has none of its own. */
    makeUpDay: enumText(Weekday).notNull(),
    active: boolean().notNull().default(true),
  },
  (t) => [
    index('calendar_business_calendar_name_idx').on(t.tenantId, t.name, t.id),
    uniqueIndex('calendar_business_calendar_default_key').on(t.tenantId).where(sql`is_default`),
    check('calendar_business_calendar_default_active', sql`active or not is_default`),
  ],
);

/** Hours of a weekday; a day may have several. */
export const businessHours = tenantTable(
  'calendar_business_hours',
  {
    calendarId: reference<'BusinessCalendar'>('calendar_business_calendar', { onDelete: 'cascade' }).notNull(),
    day: enumText(Weekday).notNull(),
    /** `HH:MM`. */
    opens: text().notNull(),
    /** `HH:MM`, at most `24:00`; not later than `opens` means the next day. */
    closes: text().notNull(),
  },
  (t) => [uniqueIndex('calendar_business_hours_key').on(t.tenantId, t.calendarId, t.day, t.opens)],
);

/** A day that is otherwise: closed, or with hours of its own, one row for each. */
export const calendarExceptions = tenantTable(
  'calendar_exception',
  {
    calendarId: reference<'BusinessCalendar'>('calendar_business_calendar', { onDelete: 'cascade' }).notNull(),
    date: dateOnly().notNull(),
    /** Null, like `closes`: closed all day. */
    opens: text(),
    closes: text(),
    note: text(),
  },
  (t) => [
    uniqueIndex('calendar_exception_key').on(t.tenantId, t.calendarId, t.date, t.opens),
    index('calendar_exception_date_idx').on(t.tenantId, t.date, t.id),
    check('calendar_exception_hours', sql`(opens is null) = (closes is null)`),
  ],
);
