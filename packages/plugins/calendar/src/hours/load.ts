/** Clocks out of what is stored: two reads for any number of calendars. */
import { GuanxiError, type Id, select, sql } from '@guanxi/core';
import { alwaysClock } from '../clock/always.ts';
import { type BusinessClock, businessClock, type DayClock } from '../clock/clock.ts';
import type { Timetable } from '../clock/days.ts';
import type { Hours } from '../clock/hours.ts';
import type { CalendarScope } from '../common.ts';
import { knownHolidays, regionOf } from '../holidays/known.ts';
import type { CalendarApi, CalendarChoice } from '../plugin.ts';
import { weekdays } from './enums.ts';
import { businessCalendarFields, businessHoursFields, calendarExceptionFields } from './fields.ts';
import { noDefaultCalendar } from './refusals.ts';

type Reading = Pick<CalendarScope, 'system' | 'zone'>;

const wanted = select(businessCalendarFields, {
  zone: true,
  isDefault: true,
  holidayRegion: true,
  makeUpDay: true,
  hours: select(businessHoursFields, { day: true, opens: true, closes: true }),
  exceptions: select(calendarExceptionFields, { date: true, opens: true, closes: true }),
});

/** @throws NOT_FOUND, CALENDAR_NO_DEFAULT */
export async function clocks(scope: Reading, choices: readonly CalendarChoice[]): Promise<ReadonlyMap<CalendarChoice, DayClock>> {
  const stored = [...new Set(choices)].filter((choice) => choice !== 'ALWAYS');
  const found = new Map<CalendarChoice, DayClock>([['ALWAYS', alwaysClock(scope.zone)]]);
  if (stored.length === 0) return found;
  const ids = stored.filter((choice) => choice !== 'DEFAULT');
  const rows = await scope.system.read(wanted, {
    where: (c) => sql`${c.id} = any(${ids}::uuid[]) or (${stored.includes('DEFAULT')} and ${c.isDefault})`,
  });
  const regions = [...new Set(rows.flatMap((row) => row.holidayRegion ?? []))];
  const known = await knownHolidays(scope, regions);
  const decided = new Map([...known].map(([name, years]) => [name, regionOf(years)]));
  for (const row of rows) {
    const region = row.holidayRegion === null ? null : (decided.get(row.holidayRegion) ?? null);
    const clock = businessClock(timetableOf(row, region), row.id);
    found.set(row.id, clock);
    if (row.isDefault) found.set('DEFAULT', clock);
  }
  const missing = stored.find((choice) => !found.has(choice));
  if (missing === 'DEFAULT') throw noDefaultCalendar({});
  if (missing !== undefined) throw new GuanxiError('NOT_FOUND', { what: 'BusinessCalendar' });
  return found;
}

interface Stored {
  readonly zone: string;
  readonly makeUpDay: (typeof weekdays)[number];
  readonly hours: readonly { readonly day: (typeof weekdays)[number]; readonly opens: string; readonly closes: string }[];
  readonly exceptions: readonly { readonly date: string; readonly opens: string | null; readonly closes: string | null }[];
}

function timetableOf({ zone, makeUpDay, hours, exceptions }: Stored, region: Timetable['region']): Timetable {
  const special = new Map<string, Hours[]>();
  for (const { date, opens, closes } of exceptions)
    special.set(date, [...(special.get(date) ?? []), ...(opens !== null && closes !== null ? [{ opens, closes }] : [])]);
  return {
    zone,
    week: weekdays.map((day) => hours.filter((one) => one.day === day).map(({ opens, closes }) => ({ opens, closes }))),
    makeUpWeekday: weekdays.indexOf(makeUpDay) + 1,
    exceptions: special,
    region,
  };
}

/** What other plugins get: each clock is read once for a scope. */
export function calendarApi(scope: CalendarScope): CalendarApi {
  const read = new Map<CalendarChoice, Promise<BusinessClock>>();
  return {
    clock(calendar) {
      const known = read.get(calendar) ?? clocks(scope, [calendar]).then((all) => all.get(calendar) as BusinessClock);
      read.set(calendar, known);
      return known;
    },
  };
}

export const clockOf = async (scope: Reading, calendar: Id<'BusinessCalendar'> | null | undefined): Promise<DayClock> => {
  const choice = calendar ?? 'DEFAULT';
  return (await clocks(scope, [choice])).get(choice) as DayClock;
};
