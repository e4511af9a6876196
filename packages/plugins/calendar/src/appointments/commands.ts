/** Changing, cancelling and answering appointments; all of a series, see `single.ts` for one of it. */
import { type Id, label, type Row, select, sql, t } from '@guanxi/core';
import type { CalendarTx } from '../common.ts';
import { p } from '../plugin.ts';
import { forgetReminders } from '../reminders/plan.ts';
import { CalendarEvent, CalendarOccurrence, CalendarParticipant } from './entities.ts';
import { ParticipantResponse } from './enums.ts';
import { CalendarEventAnswered, CalendarEventCancelled, CalendarEventChanged } from './events.ts';
import { calendarOccurrenceFields, calendarParticipantFields } from './fields.ts';
import { type Invited, invited, Participants, resources } from './input.ts';
import { eventCancelled, notInvited } from './refusals.ts';
import { book, reschedule, resourcesOf, seriesOf, timingOf } from './schedule.ts';
import { refuseForeign } from './whose.ts';

/** An appointment that whoever asks may change, and that was not cancelled (G15). */
export async function ownEvent(tx: CalendarTx, id: Id<'CalendarEvent'>, path: string): Promise<Row<CalendarEvent>> {
  const event = await tx.lock(CalendarEvent, id);
  await refuseForeign(tx, event, path);
  if (event.status === 'CANCELLED') throw eventCancelled({}, path);
  return event;
}

export const updateCalendarEvent = p.command('updateCalendarEvent', {
  label: label('Change a calendar event', '修改日程'),
  permission: 'calendar:events:write',
  input: {
    event: t.id(CalendarEvent, { subject: true, lock: true }),
    set: t.optional(t.patch(CalendarEvent, ['title', 'description', 'location', 'visibility', 'busy', 'customerId'])),
    start: t.optional(t.instant()),
    end: t.optional(t.instant()),
    zone: t.optional(t.zone()),
    allDay: t.optional(t.bool()),
    /** Null: once. */
    recurrence: t.optional(t.nullable(t.text(500))),
    /** All of them, in place of those that were; who stays keeps their answer. */
    participants: t.optional(Participants),
    /** All of them, in place of those that were. */
    resources: t.optional(resources),
  },
  output: { event: t.ref(CalendarEvent) },
  async run(tx, { event, set = {}, participants, resources: needed, ...times }) {
    const before = await ownEvent(tx, event, 'event');
    const moved = Object.values(times).some((value) => value !== undefined);
    const timing = timingOf(before);
    const series = seriesOf({
      start: times.start ?? timing.start,
      end: times.end ?? timing.end,
      zone: times.zone ?? timing.zone,
      allDay: times.allDay ?? timing.allDay,
      recurrence: times.recurrence === undefined ? timing.recurrence : times.recurrence,
    });
    const kept = needed ?? (moved ? await resourcesOf(tx, event) : null);
    await tx.update(CalendarEvent, event, { ...set, ...(moved && { ...series, sequence: before.sequence + 1 }) });
    if (moved) await reschedule(tx, event, series);
    if (kept) await book(tx, event, kept);
    if (participants) await invite(tx, event, invited(participants));
    const fields = [
      ...Object.keys(set),
      ...(moved ? ['startsAt'] : []),
      ...(participants ? ['participants'] : []),
      ...(needed ? ['resources'] : []),
    ];
    await tx.emit(CalendarEventChanged, { subject: event, customerId: set.customerId ?? before.customerId, fields, occurrence: null });
    return { event };
  },
});

/** Makes these the participants; who stays keeps their answer. */
export async function invite(tx: CalendarTx, eventId: Id<'CalendarEvent'>, wanted: readonly Invited[]): Promise<void> {
  const there = await tx.system.read(select(calendarParticipantFields, { staffId: true, contactId: true, required: true }), {
    where: (one) => sql`${one.eventId} = ${eventId}`,
  });
  const who = (one: { staffId: string | null; contactId: string | null }): string => one.staffId ?? one.contactId ?? '';
  const stay = new Map(there.map((one) => [who(one), one]));
  const named = new Set(wanted.map(who));
  await tx.remove(
    CalendarParticipant,
    there.filter((one) => !named.has(who(one))).map((one) => one.id),
  );
  for (const one of wanted) {
    const before = stay.get(who(one));
    if (before && before.required !== one.required) await tx.update(CalendarParticipant, before.id, { required: one.required });
  }
  const added = wanted.filter((one) => !stay.has(who(one)));
  if (added.length > 0)
    await tx.insert(
      CalendarParticipant,
      added.map((one) => ({ eventId, ...one })),
    );
}

/** It stays to be seen, takes nobody's time and gives its resources back. */
export const cancelCalendarEvent = p.command('cancelCalendarEvent', {
  label: label('Cancel a calendar event', '取消日程'),
  permission: 'calendar:events:write',
  input: { event: t.id(CalendarEvent, { subject: true, lock: true }) },
  output: { event: t.ref(CalendarEvent) },
  async run(tx, { event }) {
    const { customerId, sequence } = await ownEvent(tx, event, 'event');
    await tx.update(CalendarEvent, event, { status: 'CANCELLED', sequence: sequence + 1 });
    const occurrences = await tx.system.read(select(calendarOccurrenceFields, {}), { where: (o) => sql`${o.eventId} = ${event}` });
    await tx.update(
      CalendarOccurrence,
      occurrences.map((one) => one.id),
      { cancelled: true },
    );
    await book(tx, event, []);
    await tx.emit(CalendarEventCancelled, { subject: event, customerId, occurrence: null });
    return { event };
  },
});

export const deleteCalendarEvent = p.command('deleteCalendarEvent', {
  label: label('Delete a calendar event', '删除日程'),
  permission: 'calendar:events:write',
  input: { event: t.id(CalendarEvent, { subject: true, lock: true }) },
  async run(tx, { event }) {
    const row = await tx.lock(CalendarEvent, event);
    await refuseForeign(tx, row, 'event');
    await forgetReminders(tx, event);
    await tx.emit(CalendarEventCancelled, { subject: event, customerId: row.customerId, occurrence: null });
    await tx.remove(CalendarEvent, event);
  },
});

/** For whoever takes part, staff and contacts alike. */
export const respondToCalendarEvent = p.command('respondToCalendarEvent', {
  label: label('Answer an invitation', '回复日程邀请'),
  permission: 'calendar:events:read',
  input: { event: t.id(CalendarEvent), response: t.enum(ParticipantResponse) },
  output: { participant: t.ref(CalendarParticipant) },
  async run(tx, { event, response }) {
    const { staffId, contactId } = tx.actor;
    const [own] = await tx.system.read(select(calendarParticipantFields, {}), {
      where: (one) => sql`${one.eventId} = ${event} and (${one.staffId} = ${staffId}::uuid or ${one.contactId} = ${contactId}::uuid)`,
    });
    if (!own) throw notInvited({}, 'event');
    if ((await tx.lock(CalendarEvent, event)).status === 'CANCELLED') throw eventCancelled({}, 'event');
    await tx.update(CalendarParticipant, own.id, { response });
    await tx.emit(CalendarEventAnswered, { subject: event, participant: own.id, response });
    return { participant: own.id };
  },
});
