/** The business clock: what time is worked, reckoned exactly over holidays, changes of the clocks and ends of years. Pure. */
import type { Id, Instant } from '@guanxi/core';
import { daysOf, firstDayFor, type Span, type Timetable, worksOvernight } from './days.ts';
import { partsOf } from './duration.ts';
import { dayOf, zoneOf } from './zone.ts';

/** `provisional`: public holidays of a year on the way are not published yet, and the answer may change when they are. */
export interface Reckoned {
  readonly at: Instant;
  readonly provisional: boolean;
}
export interface Elapsed {
  readonly milliseconds: number;
  readonly provisional: boolean;
}

/**
 * Source: TIME-01. Any part of a duration may be there, in this order:
 *
 * - **years, months, weeks** are of the calendar on the wall: the same time of day on that date, or the next opening where that is closed;
 * - **days** are days that are worked. Counting begins with the moment itself, or with the next opening where that is closed. The answer is
 *   the same time of day so many working days on, moved into that day's hours where they are others (never past their end);
 * - **hours, minutes, seconds** are time that is worked: the first instant by which so much of it has passed. So `PT8H` from ten on a day
 *   from nine to six is six o'clock, not nine the next morning.
 *
 * A negative duration leads back in the same way. `ALWAYS` works without end: its days are those of the calendar.
 *
 * @example clock.add(friday16, 'PT4H') // Monday 11:00 where Friday closes at 18:00 and Monday opens at 09:00
 */
export interface BusinessClock {
  /** Null for `ALWAYS`. */
  readonly calendar: Id<'BusinessCalendar'> | null;
  /** IANA. */
  readonly zone: string;
  /** @throws RangeError where `duration` is no ISO 8601 duration, or leads further than 40 years */
  add(from: Instant, duration: string): Reckoned;
  /** Time worked from `a` until `b`, negative where `b` is before `a`. @throws RangeError over more than 40 years */
  between(a: Instant, b: Instant): Elapsed;
  isOpen(at: Instant): boolean;
  /** `at` itself where it is open. */
  nextOpening(at: Instant): Reckoned;
}

/** A clock that also shows its days. */
export interface DayClock extends BusinessClock {
  /** The hours that begin on a date, `YYYY-MM-DD`; none: it is not worked. */
  day(date: string): { readonly spans: readonly { readonly from: Instant; readonly to: Instant }[]; readonly provisional: boolean };
}

const horizon = 40 * 366;

export function businessClock(timetable: Timetable, calendar: Id<'BusinessCalendar'> | null = null): DayClock {
  const zone = zoneOf(timetable.zone);
  const dayAt = daysOf(timetable, zone);
  const overnight = worksOvernight(timetable);
  const dayOfInstant = (at: number): number => zone.wallOf(at).day;
  const firstDay = (at: number): number => firstDayFor(zone.wallOf(at), overnight);

  /** Walks from day to day, forwards or backwards, until `visit` answers; tells whether all days on the way are settled. */
  function walk<T>(start: number, step: 1 | -1, visit: (spans: readonly Span[], day: number) => T | null): { found: T; settled: boolean } {
    let settled = true;
    for (let n = 0; n <= horizon; n++) {
      const day = start + n * step;
      const { spans, isSettled } = dayAt(day);
      settled &&= isSettled;
      const found = visit(spans, day);
      if (found !== null) return { found, settled };
    }
    throw new RangeError('More than 40 years of this calendar would have to be looked at.');
  }

  const opening = (at: number): { at: number; day: number; settled: boolean } => {
    const { found, settled } = walk(firstDay(at), 1, (spans, day) => {
      const span = spans.find((s) => s.to > at);
      return span ? { at: Math.max(at, span.from), day } : null;
    });
    return { ...found, settled };
  };
  const closing = (at: number): { at: number; day: number; settled: boolean } => {
    const { found, settled } = walk(dayOfInstant(at), -1, (spans, day) => {
      const span = spans.findLast((s) => s.from < at);
      return span ? { at: Math.min(at, span.to), day } : null;
    });
    return { ...found, settled };
  };

  function addTime(at: number, milliseconds: number, sign: 1 | -1): { at: number; settled: boolean } {
    if (milliseconds === 0) return { at, settled: true };
    let left = milliseconds;
    const { found, settled } =
      sign > 0
        ? walk(firstDay(at), 1, (spans) => {
            for (const span of spans) {
              const from = Math.max(span.from, at);
              if (span.to - from >= left) return from + left;
              left -= Math.max(0, span.to - from);
            }
            return null;
          })
        : walk(dayOfInstant(at), -1, (spans) => {
            for (const span of spans.toReversed()) {
              const to = Math.min(span.to, at);
              if (to - span.from >= left) return to - left;
              left -= Math.max(0, to - span.from);
            }
            return null;
          });
    return { at: found, settled };
  }

  function addDays(at: number, days: number, sign: 1 | -1): { at: number; settled: boolean } {
    if (days === 0) return { at, settled: true };
    const start = sign > 0 ? opening(at) : closing(at);
    const wall = zone.wallOf(start.at);
    const time = wall.time + (wall.day - start.day) * 86_400_000;
    let left = days;
    const { found, settled } = walk(start.day + sign, sign, (spans, day) => {
      if (spans.length > 0) left -= 1;
      return left === 0 ? within(spans, zone.instantOf(day, time)) : null;
    });
    return { at: found, settled: settled && start.settled };
  }

  function addCalendar(at: number, { years, months, weeks }: ReturnType<typeof partsOf>['calendar'], sign: 1 | -1) {
    if (years + months + weeks === 0) return { at, settled: true };
    const there = zone.plus(at, { years: years * sign, months: months * sign, weeks: weeks * sign });
    return sign > 0 ? opening(there) : closing(there);
  }

  return {
    calendar,
    zone: zone.name,
    add(from, duration) {
      const { sign, calendar: dates, days, milliseconds } = partsOf(duration);
      const afterDates = addCalendar(from.getTime(), dates, sign);
      const afterDays = addDays(afterDates.at, days, sign);
      const { at, settled } = addTime(afterDays.at, milliseconds, sign);
      return { at: new Date(at), provisional: !(settled && afterDays.settled && afterDates.settled) };
    },
    between(a, b) {
      const [from, to] = a <= b ? [a.getTime(), b.getTime()] : [b.getTime(), a.getTime()];
      if (from === to) return { milliseconds: 0, provisional: false };
      const last = dayOfInstant(to);
      let worked = 0;
      const { settled } = walk(firstDay(from), 1, (spans, day) => {
        for (const span of spans) worked += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));
        return day >= last ? true : null;
      });
      return { milliseconds: a <= b ? worked : -worked, provisional: !settled };
    },
    isOpen(at) {
      const t = at.getTime();
      const day = dayOfInstant(t);
      return [day - 1, day].some((one) => dayAt(one).spans.some((span) => span.from <= t && t < span.to));
    },
    nextOpening(at) {
      const found = opening(at.getTime());
      return { at: new Date(found.at), provisional: !found.settled };
    },
    day(date) {
      const { spans, isSettled } = dayAt(dayOf(date));
      return { spans: spans.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) })), provisional: !isSettled };
    },
  };
}

/** An instant moved into hours: to the next opening of the day, or to the end of the last hours. */
function within(spans: readonly Span[], at: number): number {
  const span = spans.find((s) => s.to >= at);
  return span ? Math.max(span.from, at) : (spans.at(-1)?.to ?? at);
}
