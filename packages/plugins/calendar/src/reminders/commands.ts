/** Reminders are their person's own. */
import { label, select, sql, t } from '@guanxi/core';
import { CalendarEvent } from '../appointments/entities.ts';
import { partsOf } from '../clock/duration.ts';
import { p } from '../plugin.ts';
import { CalendarReminder } from './entities.ts';
import { beforeNotAfter, onlyStaff } from './events.ts';
import { calendarReminderFields } from './fields.ts';
import { keyOf, planReminders } from './plan.ts';

export const setCalendarReminder = p.command('setCalendarReminder', {
  label: label('Be told before an event', '设置日程提醒'),
  permission: 'calendar:events:read',
  input: {
    event: t.id(CalendarEvent),
    /** Absent: as the settings have it. */
    before: t.optional(t.duration()),
    /** In working time of the default calendar: `P1D` is one working day before. */
    businessTime: t.optional(t.bool()),
  },
  output: { reminder: t.ref(CalendarReminder) },
  async run(tx, { event, before = tx.settings.reminderBefore, businessTime = false }) {
    const { staffId } = tx.actor;
    if (!staffId) throw onlyStaff({}, 'event');
    if (partsOf(before).sign < 0) throw beforeNotAfter({ before }, 'before');
    const [there] = await tx.system.read(select(calendarReminderFields, {}), {
      where: (r) =>
        sql`${r.eventId} = ${event} and ${r.staffId} = ${staffId} and ${r.before} = ${before} and ${r.businessTime} = ${businessTime}`,
    });
    const reminder = there?.id ?? (await tx.insert(CalendarReminder, { eventId: event, staffId, before, businessTime }));
    await planReminders(tx, [reminder]);
    return { reminder };
  },
});

export const removeCalendarReminder = p.command('removeCalendarReminder', {
  label: label('Not be told any more', '取消日程提醒'),
  permission: 'calendar:events:read',
  input: { reminder: t.id(CalendarReminder) },
  async run(tx, { reminder }) {
    await tx.remove(CalendarReminder, reminder);
    await tx.cancel(keyOf(reminder));
  },
});
