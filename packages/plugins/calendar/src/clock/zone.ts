/**
 * A zone's wall clock and the time line. Days are numbers (days since 1970-01-01), instants milliseconds: a year of working days is
 * thousands of them, so that the zone's data are asked only where its offset changes.
 */
import { Temporal } from 'temporal-polyfill';

const dayLength = 86_400_000;

export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayLength;
export const dateOf = (day: number): string => new Date(day * dayLength).toISOString().slice(0, 10);
/** 1 is Monday, 7 Sunday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** What a clock on the wall shows. */
export interface Wall {
  readonly day: number;
  /** Milliseconds that it is past midnight. */
  readonly time: number;
}

export interface Zone {
  readonly name: string;
  wallOf(instant: number): Wall;
  /**
   * When the wall clock shows a time, `time` milliseconds past the midnight that `day` begins with; more than a day is of later days. A time
   * that comes twice is the first of the two; one that is left out is the moment at which it is. So what is later on the wall is never
   * earlier on the line, and no two opening hours overlap because the clocks change.
   */
  instantOf(day: number, time: number): number;
  /** The same wall time some years, months, weeks and days on. */
  plus(instant: number, by: { readonly years: number; readonly months: number; readonly weeks: number; readonly days?: number }): number;
}

/** From one change of the clocks up to the next. */
interface Era {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

export function zoneOf(name: string): Zone {
  const eras: Era[] = [];
  const eraOf = (instant: number): Era => {
    const known = eras.find((era) => era.from <= instant && instant < era.to);
    if (known) return known;
    const found = lookUp(name, instant);
    // The last one asked for is the likeliest to be asked for next.
    eras.unshift(found);
    return found;
  };
  return {
    name,
    wallOf(instant) {
      const wall = instant + eraOf(instant).offset;
      const day = Math.floor(wall / dayLength);
      return { day, time: wall - day * dayLength };
    },
    instantOf(day, time) {
      const wall = day * dayLength + time;
      const before = eraOf(wall - dayLength);
      // No offset is longer than a day: where the era is one all around, there is one answer.
      return wall + dayLength < before.to ? wall - before.offset : resolve(name, wall);
    },
    plus: (instant, by) => zoned(name, instant).add(by).epochMilliseconds,
  };
}

const zoned = (zone: string, instant: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);

function lookUp(zone: string, instant: number): Era {
  const there = zoned(zone, instant);
  return {
    from: there.add({ milliseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: there.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: there.offsetNanoseconds / 1_000_000,
  };
}

function resolve(zone: string, time: number): number {
  const wall = Temporal.PlainDateTime.from(new Date(time).toISOString().slice(0, -1));
  const found = wall.toZonedDateTime(zone, { disambiguation: 'compatible' });
  if (found.toPlainDateTime().equals(wall)) return found.epochMilliseconds;
  // Left out: the last change of the clocks is the one that did it.
  return found.add({ milliseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? found.epochMilliseconds;
}
