/** What is known of the public holidays of regions: years that the tenant has entered before the library's. */
import { select, sql } from '@guanxi/core';
import type { RegionYear } from '../clock/days.ts';
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

/** As the clock wants it. */
export const regionYears = (known: KnownYears): ReadonlyMap<number, RegionYear> =>
  new Map(
    [...known].map(([year, days]) => [
      year,
      {
        year,
        holidays: new Set(days.filter((day) => day.kind === 'HOLIDAY').map((day) => day.date)),
        makeUps: new Set(days.filter((day) => day.kind === 'MAKE_UP').map((day) => day.date)),
      },
    ]),
  );
