/** Days of a business calendar that are otherwise. */
import { type Id, label, select, sql, t } from '@guanxi/core';
import type { CalendarTx } from '../common.ts';
import { p } from '../plugin.ts';
import { BusinessCalendar, CalendarException } from './entities.ts';
import { BusinessCalendarChanged } from './events.ts';
import { calendarExceptionFields } from './fields.ts';
import { checkDay } from './week.ts';

export const setCalendarException = p.command('setCalendarException', {
  label: label('Set what is worked on a date', '设置例外日'),
  permission: 'calendar:manage',
  input: {
    calendar: t.id(BusinessCalendar, { lock: true }),
    date: t.date(),
    /** None: closed all day. They come before public holidays, and in place of what was set for the date before. */
    hours: t.list(t.object('DayHoursInput', { opens: t.text(5), closes: t.text(5) }), { max: 10 }),
    note: t.optional(t.text(200)),
  },
  output: { calendar: t.ref(BusinessCalendar) },
  async run(tx, { calendar, date, hours, note }) {
    checkDay(hours, 'hours');
    await clear(tx, calendar, date);
    const shared = { calendarId: calendar, date, note: note ?? null };
    await tx.insert(CalendarException, hours.length === 0 ? [shared] : hours.map((one) => ({ ...shared, ...one })));
    await tx.emit(BusinessCalendarChanged, { subject: calendar, fields: ['exceptions'] });
    return { calendar };
  },
});

export const removeCalendarException = p.command('removeCalendarException', {
  label: label('Work on a date as usual', '取消例外日'),
  permission: 'calendar:manage',
  input: { calendar: t.id(BusinessCalendar, { lock: true }), date: t.date() },
  output: { calendar: t.ref(BusinessCalendar), removed: t.bool() },
  async run(tx, { calendar, date }) {
    const removed = await clear(tx, calendar, date);
    if (removed) await tx.emit(BusinessCalendarChanged, { subject: calendar, fields: ['exceptions'] });
    return { calendar, removed };
  },
});

async function clear(tx: CalendarTx, calendar: Id<'BusinessCalendar'>, date: string): Promise<boolean> {
  const set = await tx.system.read(select(calendarExceptionFields, {}), {
    where: (e) => sql`${e.calendarId} = ${calendar} and ${e.date} = ${date}`,
  });
  await tx.remove(
    CalendarException,
    set.map((one) => one.id),
  );
  return set.length > 0;
}
