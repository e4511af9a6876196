/** What is known of the public holidays of regions: years that the tenant has entered before the library's. */
import { select, sql } from '@guanxi/core';
import type { Region } from '../clock/days.ts';
import type { CalendarScope } from '../common.ts';
import { holidayFields, holidayYearFields } from './fields.ts';
import { libraryOf, type PublicHoliday } from './library.ts';

export type KnownYears = ReadonlyMap<number, readonly PublicHoliday[]>;

/** One read for all regions; none where there is no region. */
export async function knownHolidays(
  scope: Pick<CalendarScope, 'system'>,
  regions: readonly string[],
): Promise<ReadonlyMap<string, KnownYears>> {
  if (regions.length === 0) return new Map();
  const entered = await scope.system.read(
    select(holidayYearFields, { region: true, year: true, days: select(holidayFields, { date: true, kind: true, name: true }) }),
    { where: (y) => sql`${y.region} = any(${regions}::text[]) and ${y.source} = 'TENANT'` },
  );
  return new Map(
    regions.map((region) => [
      region,
      new Map([
        ...libraryOf(region),
        ...entered
          .filter((one) => one.region === region)
          .map(({ year, days }) => [year, days.map((day) => ({ ...day, name: { en: day.name, zh: day.name } }))] as const),
      ]),
    ]),
  );
}

/** As the clock wants it. A notice reaches back into the last week of the year before, where it has the last word. */
export function regionOf(known: KnownYears): Region {
  const inOrder = [...known].sort(([a], [b]) => a - b);
  return {
    years: new Set(known.keys()),
    days: new Map(inOrder.flatMap(([, days]) => days.map(({ date, kind }) => [date, kind] as const))),
  };
}
