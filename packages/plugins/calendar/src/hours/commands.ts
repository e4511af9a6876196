/** Business calendars are made and changed as a whole: a week that is half changed is never stored. */
import { type Id, label, select, sql, t, type z } from '@guanxi/core';
import type { CalendarTx } from '../common.ts';
import { checkRegion } from '../holidays/rules.ts';
import { p } from '../plugin.ts';
import { BusinessCalendar, BusinessHours } from './entities.ts';
import { Weekday } from './enums.ts';
import { BusinessCalendarChanged } from './events.ts';
import { businessCalendarFields, businessHoursFields } from './fields.ts';
import { defaultStays } from './refusals.ts';
import { checkWeek, makeUpDayOf } from './week.ts';

const WeeklyHours = t.list(
  t.object('BusinessHoursInput', {
    day: t.enum(Weekday),
    /** `HH:MM`, by the clock on the wall in the calendar's zone. */
    opens: t.text(5),
    /** `HH:MM`, at most `24:00`; not later than `opens` means the next day. */
    closes: t.text(5),
  }),
  { max: 50 },
);

export const createBusinessCalendar = p.command('createBusinessCalendar', {
  label: label('Create a business calendar', '新建工作日历'),
  permission: 'calendar:manage',
  input: {
    name: t.text(100),
    /** Hours without a zone are no hours: there is no default. */
    zone: t.zone(),
    hours: WeeklyHours,
    /** Whose public holidays it keeps, such as `CN`; absent: none. */
    holidayRegion: t.optional(t.text(20)),
    /** Whose hours a make-up working day has that has none of its own. Absent: the first weekday that is worked. */
    makeUpDay: t.optional(t.enum(Weekday)),
    isDefault: t.optional(t.bool()),
  },
  output: { calendar: t.ref(BusinessCalendar) },
  async run(tx, { name, zone, hours, holidayRegion, makeUpDay, isDefault = false }) {
    checkWeek(hours, 'hours');
    checkRegion(holidayRegion, 'holidayRegion');
    if (isDefault) await dethrone(tx);
    const calendar = await tx.insert(BusinessCalendar, {
      name,
      zone,
      isDefault,
      holidayRegion: holidayRegion ?? null,
      makeUpDay: makeUpDayOf(hours, makeUpDay),
    });
    await insertHours(tx, calendar, hours);
    await tx.emit(BusinessCalendarChanged, { subject: calendar, fields: ['hours'] });
    return { calendar };
  },
});

export const updateBusinessCalendar = p.command('updateBusinessCalendar', {
  label: label('Change a business calendar', '修改工作日历'),
  permission: 'calendar:manage',
  input: {
    calendar: t.id(BusinessCalendar, { subject: true, lock: true }),
    set: t.optional(t.patch(BusinessCalendar, ['name', 'zone', 'holidayRegion', 'makeUpDay', 'active'])),
    /** The whole week, in place of the one that was. */
    hours: t.optional(WeeklyHours),
    isDefault: t.optional(t.bool()),
  },
  output: { calendar: t.ref(BusinessCalendar) },
  async run(tx, { calendar, set = {}, hours, isDefault }) {
    const before = await tx.lock(BusinessCalendar, calendar);
    if (before.isDefault && (isDefault === false || set.active === false)) throw defaultStays({}, 'calendar');
    checkRegion(set.holidayRegion, 'set.holidayRegion');
    const stored = await tx.system.read(select(businessHoursFields, { day: true, opens: true, closes: true }), {
      where: (h) => sql`${h.calendarId} = ${calendar}`,
    });
    if (hours) {
      checkWeek(hours, 'hours');
      await tx.remove(
        BusinessHours,
        stored.map((one) => one.id),
      );
      await insertHours(tx, calendar, hours);
    }
    const week = hours ?? stored;
    const kept = week.some((one) => one.day === before.makeUpDay) ? before.makeUpDay : undefined;
    if (isDefault && !before.isDefault) await dethrone(tx);
    await tx.update(BusinessCalendar, calendar, {
      ...set,
      makeUpDay: makeUpDayOf(week, set.makeUpDay ?? kept),
      ...(isDefault === true && { isDefault, active: true }),
    });
    await tx.emit(BusinessCalendarChanged, { subject: calendar, fields: [...Object.keys(set), ...(hours ? ['hours'] : [])] });
    return { calendar };
  },
});

/** There is one default at a time; the one that was stays in use. */
async function dethrone(tx: CalendarTx): Promise<void> {
  const defaults = await tx.system.read(select(businessCalendarFields, {}), { where: (c) => sql`${c.isDefault}` });
  await tx.update(
    BusinessCalendar,
    defaults.map((one) => one.id),
    { isDefault: false },
  );
}

const insertHours = (tx: CalendarTx, calendarId: Id<'BusinessCalendar'>, hours: z.output<typeof WeeklyHours>) =>
  tx.insert(
    BusinessHours,
    hours.map((one) => ({ calendarId, ...one })),
  );
