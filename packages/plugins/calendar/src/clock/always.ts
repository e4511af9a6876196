/** The clock that never stands still. */
import type { DayClock } from './clock.ts';
import { partsOf } from './duration.ts';
import { dayOf, zoneOf } from './zone.ts';

/** Days, weeks, months and years are of the calendar on the wall of `zone`, hours and less are time that passes. */
export function alwaysClock(zone: string): DayClock {
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
    day(date) {
      const [from, to] = [there.instantOf(dayOf(date), 0), there.instantOf(dayOf(date) + 1, 0)];
      return { spans: [{ from: new Date(from), to: new Date(to) }], provisional: false };
    },
  };
}
