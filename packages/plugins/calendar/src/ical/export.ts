/** A calendar as text for other programs. */
import { label, select, sql, t } from '@guanxi/core';
import { Staff, staffFields, Team } from '@guanxi/core/crm';
import { CalendarOccurrence, CalendarParticipant } from '../appointments/entities.ts';
import { calendarEventFields, calendarOccurrenceFields, calendarParticipantFields } from '../appointments/fields.ts';
import { ownerOrGroup } from '../appointments/refusals.ts';
import { p } from '../plugin.ts';
import { endBeforeStart, windowTooLong } from '../refusals.ts';
import { writeCalendar } from './write.ts';

const days = 800;
const wanted = select(calendarEventFields, {
  uid: true,
  title: true,
  description: true,
  location: true,
  startsAt: true,
  endsAt: true,
  zone: true,
  allDay: true,
  recurrence: true,
  status: true,
  visibility: true,
  busy: true,
  sequence: true,
  occurrences: select(calendarOccurrenceFields, {
    original: true,
    startsAt: true,
    endsAt: true,
    title: true,
    location: true,
    changed: true,
    cancelled: true,
  }),
  participants: select(calendarParticipantFields, { staffId: true, required: true, response: true }),
});

export const exportCalendar = p.query('exportCalendar', {
  label: label('A calendar as iCalendar', '导出日历（iCalendar）'),
  permission: 'calendar:events:read',
  cost: 100,
  input: {
    /** Whose calendar: a person's with what they take part in, or a group's. Neither: of whoever asks. */
    staff: t.optional(t.id(Staff)),
    group: t.optional(t.id(Team)),
    /** Of what takes place then, series come whole; at most 800 days. */
    from: t.instant(),
    to: t.instant(),
  },
  output: t.text(8_000_000),
  async run(scope, { staff, group, from, to }) {
    if (to <= from) throw endBeforeStart({}, 'to');
    if (to.getTime() - from.getTime() > days * 86_400_000) throw windowTooLong({ days }, 'to');
    const person = group ? null : (staff ?? scope.actor.staffId);
    if ((staff && group) || (!group && !person)) throw ownerOrGroup({}, 'staff');
    const events = await scope.read(wanted, {
      where: (e, q) =>
        sql`${q.exists(CalendarOccurrence, (o) => sql`${o.eventId} = ${e.id} and ${o.startsAt} < ${to} and ${o.endsAt} > ${from}`)} and ${
          group
            ? sql`${e.ownerId} is null and ${e.teamId} = ${group}`
            : sql`(${e.ownerId} = ${person} or ${q.exists(CalendarParticipant, (one) => sql`${one.eventId} = ${e.id} and ${one.staffId} = ${person}`)})`
        }`,
      orderBy: 'startsAt',
      direction: 'ASC',
    });
    const invited = [...new Set(events.flatMap((one) => one.participants.flatMap((who) => who.staffId ?? [])))];
    const people = await scope.system.read(select(staffFields, { name: true, email: true }), { ids: invited });
    const known = new Map<string, (typeof people)[number]>(people.map((one) => [one.id, one]));
    const written = events.map(({ participants, ...event }) => ({
      ...event,
      attendees: participants.flatMap(({ staffId, required, response }) => {
        const who = staffId === null ? undefined : known.get(staffId);
        return who?.email ? [{ email: who.email, name: who.name, required, response }] : [];
      }),
    }));
    return writeCalendar(scope.locale === 'en' ? 'Calendar' : '日历', written, scope.now);
  },
});
