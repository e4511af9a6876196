/** What a year of public holidays must be like. Pure. */

import { lastWeek } from '../clock/days.ts';
import { dayOutsideYear, dayTwice, noHolidays, notARegion } from './refusals.ts';
import { isRegion } from './region.ts';

export interface EnteredDay {
  readonly date: string;
  readonly kind: 'HOLIDAY' | 'MAKE_UP';
  readonly name: string;
}

/** @throws what is wrong with the days of a year, at `path` of the input */
export function checkYear(year: number, days: readonly EnteredDay[], path: string): void {
  if (!days.some((day) => day.kind === 'HOLIDAY')) throw noHolidays({ year }, path);
  const seen = new Set<string>();
  for (const [n, { date }] of days.entries()) {
    // A notice begins in the week before the year does.
    if (date < `${year - 1}-${lastWeek}` || date > `${year}-12-31`) throw dayOutsideYear({ date, year }, `${path}.${n}.date`);
    if (seen.has(date)) throw dayTwice({ date }, `${path}.${n}.date`);
    seen.add(date);
  }
}

export function checkRegion(region: string | null | undefined, path: string): void {
  if (region !== null && region !== undefined && !isRegion(region)) throw notARegion({ region }, path);
}
