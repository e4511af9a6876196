/** The occurrences of an appointment with the resources they have: made from its rule, and kept where the rule still makes them. */
import { type Id, type Row, select, sql } from '@guanxi/core';
import type { CalendarTx } from '../common.ts';
import { endBeforeStart } from '../refusals.ts';
import { CalendarBooking } from '../resources/entities.ts';
import { calendarBookingFields } from '../resources/fields.ts';
import { type CalendarEvent, CalendarOccurrence } from './entities.ts';
import { calendarOccurrenceFields } from './fields.ts';
import { occurrencesOf, ruleOf, type Series, wholeDays } from './recurrence.ts';

/** When something is, as it is said. */
export interface Timing {
  readonly start: Date;
  readonly end: Date;
  readonly zone: string;
  readonly allDay: boolean;
  readonly recurrence: string | null;
}

/** @throws G5, and what is wrong with the rule */
export function seriesOf({ start, end, zone, allDay, recurrence }: Timing): Series {
  if (end < start || (end <= start && !allDay)) throw endBeforeStart({}, 'end');
  const said = { startsAt: start, endsAt: end };
  // A day that is named by its midnight is meant whole.
  const days = allDay && end <= start ? { ...said, endsAt: new Date(end.getTime() + 1) } : said;
  return { ...(allDay ? wholeDays(days, zone) : said), zone, allDay, recurrence: recurrence === null ? null : ruleOf(recurrence, zone) };
}

const stored = select(calendarOccurrenceFields, { original: true, startsAt: true, endsAt: true, changed: true, cancelled: true });
const occurrencesNow = (tx: CalendarTx, event: Id<'CalendarEvent'>) =>
  tx.system.read(stored, { where: (o) => sql`${o.eventId} = ${event}`, orderBy: 'original', direction: 'ASC' });

/** Writes the occurrences of a new appointment. */
export async function insertOccurrences(tx: CalendarTx, eventId: Id<'CalendarEvent'>, series: Series): Promise<void> {
  const rows = occurrencesOf(series, tx.settings.occurrences).map((one) => ({ eventId, original: one.startsAt, ...one }));
  await tx.insert(CalendarOccurrence, rows);
}

/** Puts the occurrences of an appointment as its new times make them. What was changed or cancelled by itself stays so where its place remains. */
export async function reschedule(tx: CalendarTx, eventId: Id<'CalendarEvent'>, series: Series): Promise<void> {
  const planned = new Map(occurrencesOf(series, tx.settings.occurrences).map((one) => [one.startsAt.getTime(), one]));
  const before = await occurrencesNow(tx, eventId);
  const known = new Set(before.map((one) => one.original.getTime()));
  await tx.remove(
    CalendarOccurrence,
    before.filter((one) => !planned.has(one.original.getTime())).map((one) => one.id),
  );
  for (const { id, original, changed, endsAt } of before) {
    const one = planned.get(original.getTime());
    if (one && !changed && one.endsAt.getTime() !== endsAt.getTime()) await tx.update(CalendarOccurrence, id, { endsAt: one.endsAt });
  }
  const added = [...planned].filter(([at]) => !known.has(at)).map(([, one]) => ({ eventId, original: one.startsAt, ...one }));
  if (added.length > 0) await tx.insert(CalendarOccurrence, added);
}

/** Books what an appointment needs for all its occurrences that take place, and gives back what it needs no more. */
export async function book(tx: CalendarTx, event: Id<'CalendarEvent'>, resources: readonly Id<'CalendarResource'>[]): Promise<void> {
  const occurrences = (await occurrencesNow(tx, event)).filter((one) => !one.cancelled);
  const booked = await bookingsOf(tx, event);
  const wanted = new Map(
    occurrences.flatMap(({ id, startsAt, endsAt }) =>
      [...new Set(resources)].map((resourceId) => [`${id} ${resourceId}` as string, { occurrenceId: id, resourceId, startsAt, endsAt }]),
    ),
  );
  const keyOf = (one: (typeof booked)[number]): string => `${one.occurrence?.id} ${one.resourceId}`;
  await tx.remove(
    CalendarBooking,
    booked.filter((one) => !wanted.has(keyOf(one))).map((one) => one.id),
  );
  for (const one of booked) {
    const now = wanted.get(keyOf(one));
    if (now && (now.startsAt.getTime() !== one.startsAt.getTime() || now.endsAt.getTime() !== one.endsAt.getTime()))
      await tx.update(CalendarBooking, one.id, { startsAt: now.startsAt, endsAt: now.endsAt });
  }
  const there = new Set(booked.map(keyOf));
  const added = [...wanted].filter(([key]) => !there.has(key)).map(([, row]) => row);
  if (added.length > 0) await tx.insert(CalendarBooking, added);
}

/** The resources that an appointment has, in any of its occurrences. */
export const resourcesOf = async (tx: CalendarTx, event: Id<'CalendarEvent'>): Promise<readonly Id<'CalendarResource'>[]> => [
  ...new Set((await bookingsOf(tx, event)).map((one) => one.resourceId)),
];

const bookingsOf = (tx: CalendarTx, event: Id<'CalendarEvent'>) =>
  tx.system.read(
    select(calendarBookingFields, { resourceId: true, startsAt: true, endsAt: true, occurrence: select(calendarOccurrenceFields, {}) }),
    { where: (b, q) => sql`${q.exists(CalendarOccurrence, (o) => sql`${o.id} = ${b.occurrenceId} and ${o.eventId} = ${event}`)}` },
  );

export const timingOf = (event: Row<CalendarEvent>): Timing => ({
  start: event.startsAt,
  end: event.endsAt,
  zone: event.zone,
  allDay: event.allDay,
  recurrence: event.recurrence,
});
