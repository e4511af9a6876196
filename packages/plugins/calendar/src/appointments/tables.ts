import { boolean, enumText, instant, integer, owner, reference, searchColumn, sql, tenantTable, text } from '@guanxi/core';
import { check, index, uniqueIndex } from 'drizzle-orm/pg-core';
import { CalendarEventStatus, CalendarVisibility, ParticipantResponse } from './enums.ts';

/** An appointment of a person (`ownerId`, with their team) or of a group (a team, and nobody as owner); a series of them where it recurs. */
export const calendarEvents = tenantTable(
  'calendar_event',
  {
    ...owner(),
    /** What other calendars call it (RFC 5545), once in each person's or group's calendar. */
    uid: text().notNull(),
    title: text().notNull(),
    description: text(),
    location: text(),
    /** Of the first occurrence. */
    startsAt: instant().notNull(),
    /** Not included. */
    endsAt: instant().notNull(),
    /** IANA: recurrence is reckoned by the clock on a wall there. */
    zone: text().notNull(),
    /** From midnight to midnight in `zone`. */
    allDay: boolean().notNull().default(false),
    /** RRULE of RFC 5545, always with COUNT or UNTIL; null: once. */
    recurrence: text(),
    status: enumText(CalendarEventStatus).notNull().default('CONFIRMED'),
    visibility: enumText(CalendarVisibility).notNull().default('NORMAL'),
    /** Whether it takes the time of who takes part. */
    busy: boolean().notNull().default(true),
    customerId: reference<'Customer'>('crm_customer'),
    /** How often its time was changed (RFC 5545). */
    sequence: integer().notNull().default(0),
    /** Of one from a file: a digest of what that told of it. */
    importedAs: text(),
    ...searchColumn(),
  },
  (t) => [
    index('calendar_event_starts_idx').on(t.tenantId, t.startsAt, t.id),
    index('calendar_event_team_starts_idx').on(t.tenantId, t.teamId, t.startsAt, t.id),
    index('calendar_event_customer_starts_idx').on(t.tenantId, t.customerId, t.startsAt, t.id),
    uniqueIndex('calendar_event_uid_owner_key').on(t.tenantId, t.uid, t.ownerId).where(sql`owner_id is not null`),
    uniqueIndex('calendar_event_uid_team_key').on(t.tenantId, t.uid, t.teamId).where(sql`owner_id is null`),
    check('calendar_event_period', sql`ends_at > starts_at`),
    check('calendar_event_owned', sql`owner_id is not null or team_id is not null`),
  ],
);

/** When an appointment takes place: one row, or as many as its rule makes. They are stored, so that lists, conflicts and bookings are queries. */
export const calendarOccurrences = tenantTable(
  'calendar_occurrence',
  {
    eventId: reference<'CalendarEvent'>('calendar_event', { onDelete: 'cascade' }).notNull(),
    /** When the rule has it begin: what names it within its series, also once it was moved. */
    original: instant().notNull(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    /** Null, like `location`: as the series. */
    title: text(),
    location: text(),
    /** Moved, renamed or relocated by itself. */
    changed: boolean().notNull().default(false),
    cancelled: boolean().notNull().default(false),
  },
  (t) => [
    index('calendar_occurrence_starts_idx').on(t.tenantId, t.startsAt, t.id),
    uniqueIndex('calendar_occurrence_key').on(t.tenantId, t.eventId, t.original),
    check('calendar_occurrence_period', sql`ends_at > starts_at`),
  ],
);

/** Who takes part: a member of staff or a customer's contact. */
export const calendarParticipants = tenantTable(
  'calendar_participant',
  {
    eventId: reference<'CalendarEvent'>('calendar_event', { onDelete: 'cascade' }).notNull(),
    staffId: reference<'Staff'>('crm_staff'),
    contactId: reference<'Contact'>('crm_contact', { onDelete: 'cascade' }),
    /** Whether it makes no sense without them. */
    required: boolean().notNull().default(true),
    response: enumText(ParticipantResponse).notNull().default('NEEDS_ACTION'),
  },
  () => [check('calendar_participant_one', sql`(staff_id is null) <> (contact_id is null)`)],
);
