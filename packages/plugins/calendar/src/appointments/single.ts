/** One occurrence of a series: moved, renamed or left out by itself. */
import { label, select, sql, t } from '@guanxi/core';
import type { CalendarTx } from '../common.ts';
import { p } from '../plugin.ts';
import { endBeforeStart } from '../refusals.ts';
import { CalendarBooking } from '../resources/entities.ts';
import { calendarBookingFields } from '../resources/fields.ts';
import { ownEvent } from './commands.ts';
import { CalendarOccurrence } from './entities.ts';
import { CalendarEventCancelled, CalendarEventChanged } from './events.ts';
import { eventCancelled } from './refusals.ts';

export const changeCalendarOccurrence = p.command('changeCalendarOccurrence', {
  label: label('Change one occurrence', '修改日程的一次'),
  permission: 'calendar:events:write',
  input: {
    occurrence: t.id(CalendarOccurrence, { subject: true }),
    start: t.optional(t.instant()),
    end: t.optional(t.instant()),
    /** Null: as the series. */
    title: t.optional(t.nullable(t.text(300))),
    location: t.optional(t.nullable(t.text(300))),
  },
  output: { occurrence: t.ref(CalendarOccurrence) },
  async run(tx, { occurrence, start, end, ...texts }) {
    const before = await tx.lock(CalendarOccurrence, occurrence);
    const { customerId } = await ownEvent(tx, before.eventId, 'occurrence');
    if (before.cancelled) throw eventCancelled({}, 'occurrence');
    const startsAt = start ?? before.startsAt;
    const endsAt = end ?? new Date(startsAt.getTime() + (before.endsAt.getTime() - before.startsAt.getTime()));
    if (endsAt <= startsAt) throw endBeforeStart({}, 'end');
    const said = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined));
    await tx.update(CalendarOccurrence, occurrence, { startsAt, endsAt, changed: true, ...said });
    const booked = await bookings(tx, occurrence);
    if (booked.length > 0) await tx.update(CalendarBooking, booked, { startsAt, endsAt });
    const fields = [...(start || end ? ['startsAt'] : []), ...Object.keys(said)];
    await tx.emit(CalendarEventChanged, { subject: before.eventId, customerId, fields, occurrence });
    return { occurrence };
  },
});

export const cancelCalendarOccurrence = p.command('cancelCalendarOccurrence', {
  label: label('Leave out one occurrence', '取消日程的一次'),
  permission: 'calendar:events:write',
  input: { occurrence: t.id(CalendarOccurrence, { subject: true }) },
  output: { occurrence: t.ref(CalendarOccurrence) },
  async run(tx, { occurrence }) {
    const { eventId, cancelled } = await tx.lock(CalendarOccurrence, occurrence);
    const { customerId } = await ownEvent(tx, eventId, 'occurrence');
    if (cancelled) return { occurrence };
    await tx.update(CalendarOccurrence, occurrence, { cancelled: true });
    await tx.remove(CalendarBooking, await bookings(tx, occurrence));
    await tx.emit(CalendarEventCancelled, { subject: eventId, customerId, occurrence });
    return { occurrence };
  },
});

const bookings = async (tx: CalendarTx, occurrence: string) =>
  (await tx.system.read(select(calendarBookingFields, {}), { where: (b) => sql`${b.occurrenceId} = ${occurrence}` })).map((one) => one.id);
