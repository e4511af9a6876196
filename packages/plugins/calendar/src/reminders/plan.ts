/** The clock of reminders: plans the next telling of any number of them by three reads, and tells when it is time. */
import { type Id, label, select, sql, t } from '@guanxi/core';
import { calendarEventFields, calendarOccurrenceFields } from '../appointments/fields.ts';
import { alwaysClock } from '../clock/always.ts';
import type { CalendarTx } from '../common.ts';
import { clocks } from '../hours/load.ts';
import { p } from '../plugin.ts';
import { CalendarReminder } from './entities.ts';
import { ReminderDue } from './events.ts';
import { calendarReminderFields } from './fields.ts';
import { nextOf } from './next.ts';

const wanted = select(calendarReminderFields, {
  before: true,
  businessTime: true,
  toldUntil: true,
  eventId: true,
  event: select(calendarEventFields, { zone: true }),
});

export async function planReminders(tx: CalendarTx, ids: readonly Id<'CalendarReminder'>[]): Promise<void> {
  if (ids.length === 0) return;
  const reminders = await tx.system.read(wanted, { ids });
  const events = [...new Set(reminders.map((one) => one.eventId))];
  const occurrences = await tx.system.read(select(calendarOccurrenceFields, { startsAt: true, event: select(calendarEventFields, {}) }), {
    where: (o) => sql`${o.eventId} = any(${events}::uuid[]) and not ${o.cancelled} and ${o.startsAt} > ${tx.now}`,
    orderBy: 'startsAt',
    direction: 'ASC',
  });
  const upcoming = new Map(events.map((event) => [event, occurrences.filter((one) => one.event?.id === event)]));
  const business = reminders.some((one) => one.businessTime) ? (await clocks(tx, ['DEFAULT'])).get('DEFAULT') : undefined;
  for (const { id, before, businessTime, toldUntil, eventId, event } of reminders) {
    const clock = (businessTime ? business : undefined) ?? alwaysClock(event?.zone ?? tx.zone);
    const next = nextOf(upcoming.get(eventId) ?? [], { now: tx.now, toldUntil, before, clock });
    await tx.update(CalendarReminder, id, {
      beginsAt: next?.occurrence.startsAt ?? null,
      dueAt: next?.at ?? null,
      provisional: next?.provisional ?? false,
    });
    if (next) await tx.schedule(raiseCalendarReminder, { reminder: id }, { at: next.at, key: keyOf(id) });
    else await tx.cancel(keyOf(id));
  }
}

/** Before an appointment goes: its reminders go with it, and nothing is to be told. */
export async function forgetReminders(tx: CalendarTx, event: Id<'CalendarEvent'>): Promise<void> {
  const reminders = await tx.system.read(select(calendarReminderFields, {}), { where: (r) => sql`${r.eventId} = ${event}` });
  for (const { id } of reminders) await tx.cancel(keyOf(id));
}

export const keyOf = (reminder: Id<'CalendarReminder'>): string => `reminder:${reminder}`;

/** Tells of one occurrence, once, and plans the next. Of one that was moved or left out meanwhile, nothing is told. */
export const raiseCalendarReminder = p.command('raiseCalendarReminder', {
  label: label('Tell that a reminder is due', '触发日程提醒'),
  permission: 'calendar:manage',
  input: { reminder: t.id(CalendarReminder, { lock: true }) },
  output: { told: t.bool() },
  async run(tx, { reminder }) {
    const { eventId, staffId, beginsAt, dueAt } = await tx.lock(CalendarReminder, reminder);
    const [occurrence] =
      beginsAt === null || dueAt === null || dueAt > tx.now
        ? []
        : await tx.system.read(select(calendarOccurrenceFields, {}), {
            where: (o) => sql`${o.eventId} = ${eventId} and ${o.startsAt} = ${beginsAt} and not ${o.cancelled}`,
          });
    if (occurrence && beginsAt) {
      await tx.emit(ReminderDue, { subject: eventId, reminder, occurrence: occurrence.id, staffId, startsAt: beginsAt });
      await tx.update(CalendarReminder, reminder, { toldUntil: beginsAt });
    }
    await planReminders(tx, [reminder]);
    return { told: occurrence !== undefined };
  },
});
