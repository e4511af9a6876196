import { dateOnly, enumText, integer, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index, uniqueIndex } from 'drizzle-orm/pg-core';
import { HolidayKind, HolidaySource } from './enums.ts';

/** A year whose holidays are known here: those that were entered, with their days, and those of the library that were noticed. */
export const holidayYears = tenantTable(
  'calendar_holiday_year',
  {
    /** ISO 3166, such as `CN`, with a subdivision where that has holidays of its own (`DE-BY`). */
    region: text().notNull(),
    year: integer().notNull(),
    source: enumText(HolidaySource).notNull(),
    /** The notice it is taken from. */
    note: text(),
  },
  (t) => [
    uniqueIndex('calendar_holiday_year_key').on(t.tenantId, t.region, t.year),
    index('calendar_holiday_year_idx').on(t.tenantId, t.year, t.id),
    check('calendar_holiday_year_range', sql`year between 1900 and 2200`),
  ],
);

/** A day of a year that was entered. */
export const holidays = tenantTable(
  'calendar_holiday',
  {
    yearId: reference<'HolidayYear'>('calendar_holiday_year', { onDelete: 'cascade' }).notNull(),
    date: dateOnly().notNull(),
    kind: enumText(HolidayKind).notNull(),
    name: text().notNull(),
  },
  (t) => [
    uniqueIndex('calendar_holiday_key').on(t.tenantId, t.yearId, t.date),
    index('calendar_holiday_date_idx').on(t.tenantId, t.date, t.id),
  ],
);
