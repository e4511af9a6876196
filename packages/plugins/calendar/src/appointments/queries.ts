/** Who is busy when, and what is in the way of what (TIME-01). */
import { type Id, type Instant, label, select, sql, t } from '@guanxi/core';
import { Staff } from '@guanxi/core/crm';
import type { CalendarScope } from '../common.ts';
import { p } from '../plugin.ts';
import { endBeforeStart, windowTooLong } from '../refusals.ts';
import { CalendarResource } from '../resources/entities.ts';
import { calendarBookingFields } from '../resources/fields.ts';
import { merged, overlaps } from './busy.ts';
import { CalendarEvent, CalendarOccurrence, CalendarParticipant } from './entities.ts';
import { calendarEventFields, calendarOccurrenceFields, calendarParticipantFields } from './fields.ts';

const days = 93;
const window = { from: t.instant(), /** Up to, not including it; at most three months later. */ to: t.instant() };

function checkWindow(from: Instant, to: Instant): void {
  if (to <= from) throw endBeforeStart({}, 'to');
  if (to.getTime() - from.getTime() > days * 86_400_000) throw windowTooLong({ days }, 'to');
}

/** Where somebody's time goes, whoever asks: all of it, private events too, and nothing of it but when. */
async function taken(scope: CalendarScope, staff: readonly Id<'Staff'>[], from: Instant, to: Instant) {
  const wanted = select(calendarOccurrenceFields, {
    startsAt: true,
    endsAt: true,
    event: select(calendarEventFields, {
      ownerId: true,
      status: true,
      participants: select(calendarParticipantFields, { staffId: true, response: true }),
    }),
  });
  const rows = await scope.system.read(wanted, {
    where: (o, q) =>
      sql`${o.startsAt} < ${to} and ${o.endsAt} > ${from} and not ${o.cancelled} and ${q.exists(
        CalendarEvent,
        (e) =>
          sql`${e.id} = ${o.eventId} and ${e.busy} and ${e.status} <> 'CANCELLED' and (${e.ownerId} = any(${staff}::uuid[]) or ${q.exists(
            CalendarParticipant,
            (one) => sql`${one.eventId} = ${e.id} and ${one.staffId} = any(${staff}::uuid[]) and ${one.response} <> 'DECLINED'`,
          )})`,
      )}`,
  });
  return rows.flatMap(({ event, ...row }) => {
    if (!event) return [];
    const own = staff.flatMap((who) => {
      const answer = event.participants.find((one) => one.staffId === who)?.response;
      if (answer === 'DECLINED' || (answer === undefined && event.ownerId !== who)) return [];
      return [{ who, tentative: event.status === 'TENTATIVE' || answer === 'TENTATIVE' || answer === 'NEEDS_ACTION' }];
    });
    return own.map((one) => ({ ...row, ...one }));
  });
}

export const freeBusy = p.query('freeBusy', {
  label: label('Who is busy when', '忙闲查询'),
  permission: 'calendar:events:read',
  cost: 20,
  input: {
    ...window,
    staff: t.optional(t.list(t.id(Staff), { max: 50 })),
    resources: t.optional(t.list(t.id(CalendarResource), { max: 50 })),
  },
  output: t.list(
    t.object('FreeBusy', {
      staff: t.nullable(t.ref(Staff)),
      resource: t.nullable(t.ref(CalendarResource)),
      busy: t.list(t.object('BusyPeriod', { startsAt: t.instant(), endsAt: t.instant(), tentative: t.bool() }), { max: 10_000 }),
    }),
  ),
  async run(scope, { from, to, staff = [], resources = [] }) {
    checkWindow(from, to);
    const people = staff.length === 0 ? [] : await taken(scope, staff, from, to);
    const bookings =
      resources.length === 0
        ? []
        : await scope.system.read(select(calendarBookingFields, { resourceId: true, startsAt: true, endsAt: true }), {
            where: (b) => sql`${b.resourceId} = any(${resources}::uuid[]) and ${b.startsAt} < ${to} and ${b.endsAt} > ${from}`,
          });
    const certain = bookings.map((one) => ({ ...one, tentative: false }));
    return [
      ...staff.map((who) => ({
        staff: who,
        resource: null,
        busy: [
          ...merged(
            people.filter((one) => one.who === who),
            from,
            to,
          ),
        ],
      })),
      ...resources.map((what) => ({
        staff: null,
        resource: what,
        busy: [
          ...merged(
            certain.filter((one) => one.resourceId === what),
            from,
            to,
          ),
        ],
      })),
    ];
  },
});

const most = 200;
const earlier = (a: Instant, b: Instant): Instant => new Date(Math.min(a.getTime(), b.getTime()));

export const calendarConflicts = p.query('calendarConflicts', {
  label: label('What is in the way of what', '日程冲突'),
  permission: 'calendar:events:read',
  cost: 20,
  input: { ...window, /** Absent: of whoever asks. */ staff: t.optional(t.id(Staff)) },
  output: t.list(
    t.object('CalendarConflict', {
      /** From when to when both take place. */
      startsAt: t.instant(),
      endsAt: t.instant(),
      /** Null where whoever asks may not see it. */
      first: t.nullable(t.ref(CalendarOccurrence)),
      second: t.nullable(t.ref(CalendarOccurrence)),
    }),
  ),
  async run(scope, { from, to, staff }) {
    checkWindow(from, to);
    const who = staff ?? scope.actor.staffId;
    if (!who) return [];
    const pairs = overlaps(await taken(scope, [who], from, to), most);
    const seen = new Set((await scope.get(CalendarOccurrence, [...new Set(pairs.flat().map((one) => one.id))])).map((row) => row.id));
    return pairs.map(([first, second]) => ({
      startsAt: second.startsAt,
      endsAt: earlier(first.endsAt, second.endsAt),
      first: seen.has(first.id) ? first.id : null,
      second: seen.has(second.id) ? second.id : null,
    }));
  },
});

/** Appointments of a person that take place in a window, as far as whoever asks may see them. */
export const agenda = p.list('calendarAgenda', {
  label: label('Appointments of a person in a window', '个人日程'),
  permission: 'calendar:events:read',
  of: CalendarOccurrence,
  orderBy: 'startsAt',
  input: { ...window, staff: t.id(Staff) },
  where: (o, { from, to, staff }, q) =>
    sql`${o.startsAt} < ${to} and ${o.endsAt} > ${from} and not ${o.cancelled} and ${q.exists(
      CalendarEvent,
      (e) =>
        sql`${e.id} = ${o.eventId} and (${e.ownerId} = ${staff} or ${q.exists(CalendarParticipant, (one) => sql`${one.eventId} = ${e.id} and ${one.staffId} = ${staff}`)})`,
    )}`,
});
