import { type Entity, type EntityOf, label, type PolicyActor, type Related, type SQL, type Sql, sql, through } from '@guanxi/core';
import { type Calendar, p } from '../plugin.ts';
import { calendarEvents, calendarOccurrences, calendarParticipants } from './tables.ts';

export interface CalendarEvent extends EntityOf<'CalendarEvent', typeof calendarEvents> {}
export const CalendarEvent: Entity<CalendarEvent> = p.entity('CalendarEvent', {
  table: calendarEvents,
  idPrefix: 'cev',
  label: label('Calendar event', '日程'),
  display: 'title',
  orderBy: { column: 'startsAt', direction: 'DESC' },
  followed: true,
  sealed: true,
  read: seen,
  independent: 'An appointment is seen by who takes part in it, whoever else may see its customer.',
});

/**
 * Owner and participants see an appointment; a group's members that of their group; others as far as their right reaches, unless it is
 * private. A contact sees those that they take part in.
 */
function seen(row: Sql<CalendarEvent>, actor: PolicyActor<Calendar['permission']>, q: Related): SQL | boolean {
  const permission = 'calendar:events:read';
  if (!actor.has(permission)) return false;
  if (actor.kind === 'service') return true;
  const invited = q.exists(CalendarParticipant, (one) =>
    actor.kind === 'contact'
      ? sql`${one.eventId} = ${row.id} and ${one.contactId} = ${actor.contactId}`
      : sql`${one.eventId} = ${row.id} and ${one.staffId} = ${actor.staffId}`,
  );
  if (actor.kind === 'contact') return invited;
  const reached = actor.owned(row, permission);
  const ofGroup = sql`${row.ownerId} is null and ${row.teamId} = any(${actor.teamIds})`;
  return sql`${row.ownerId} = ${actor.staffId} or ${ofGroup} or ${invited} or (${reached} and ${row.visibility} <> 'PRIVATE')`;
}

export interface CalendarOccurrence extends EntityOf<'CalendarOccurrence', typeof calendarOccurrences> {}
export const CalendarOccurrence: Entity<CalendarOccurrence> = p.entity('CalendarOccurrence', {
  table: calendarOccurrences,
  idPrefix: 'cocc',
  label: label('Occurrence of a calendar event', '日程的一次'),
  orderBy: { column: 'startsAt', direction: 'ASC' },
  sealed: true,
  read: through('eventId'),
});

export interface CalendarParticipant extends EntityOf<'CalendarParticipant', typeof calendarParticipants> {}
export const CalendarParticipant: Entity<CalendarParticipant> = p.entity('CalendarParticipant', {
  table: calendarParticipants,
  idPrefix: 'cpa',
  label: label('Participant of a calendar event', '日程参与人'),
  sealed: true,
  read: through('eventId'),
});
