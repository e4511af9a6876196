/** The clock that never stands still. */
import type { BusinessClock } from './clock.ts';
import { partsOf } from './duration.ts';
import { zoneOf } from './zone.ts';

/** Days, weeks, months and years are of the calendar on the wall of `zone`, hours and less are time that passes. */
export function alwaysClock(zone: string): BusinessClock {
  const there = zoneOf(zone);
  return {
    calendar: null,
    zone,
    add(from, duration) {
      const { sign, calendar, days, milliseconds } = partsOf(duration);
      const { years, months, weeks } = calendar;
      const by = { years: years * sign, months: months * sign, weeks: weeks * sign, days: days * sign };
      return { at: new Date(there.plus(from.getTime(), by) + milliseconds * sign), provisional: false };
    },
    between: (a, b) => ({ milliseconds: b.getTime() - a.getTime(), provisional: false }),
    isOpen: () => true,
    nextOpening: (at) => ({ at, provisional: false }),
  };
}
