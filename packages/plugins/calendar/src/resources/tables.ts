import { boolean, enumText, instant, integer, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index, uniqueIndex } from 'drizzle-orm/pg-core';
import { CalendarResourceKind } from './enums.ts';

/** What appointments need besides people. */
export const calendarResources = tenantTable(
  'calendar_resource',
  {
    name: text().notNull(),
    kind: enumText(CalendarResourceKind).notNull(),
    location: text(),
    /** How many people it takes. */
    capacity: integer(),
    /** Whether it can be in one place at a time only: it is never booked twice. */
    exclusive: boolean().notNull().default(true),
    active: boolean().notNull().default(true),
  },
  (t) => [uniqueIndex('calendar_resource_name_key').on(t.tenantId, t.name), check('calendar_resource_capacity', sql`capacity > 0`)],
);

/** A resource that an occurrence has; the time is the occurrence's, repeated for the index that finds who is in the way. */
export const calendarBookings = tenantTable(
  'calendar_booking',
  {
    resourceId: reference<'CalendarResource'>('calendar_resource').notNull(),
    occurrenceId: reference<'CalendarOccurrence'>('calendar_occurrence', { onDelete: 'cascade' }).notNull(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('calendar_booking_key').on(t.tenantId, t.occurrenceId, t.resourceId),
    index('calendar_booking_resource_idx').on(t.tenantId, t.resourceId, t.startsAt, t.id),
    index('calendar_booking_starts_idx').on(t.tenantId, t.startsAt, t.id),
  ],
);
