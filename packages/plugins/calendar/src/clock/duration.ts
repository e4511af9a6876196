/** ISO 8601 durations in the three parts that working time reckons differently. */
import { Temporal } from 'temporal-polyfill';

export interface Parts {
  readonly sign: 1 | -1;
  /** Years, months and weeks: of the calendar on the wall. Never negative, like the others. */
  readonly calendar: { readonly years: number; readonly months: number; readonly weeks: number };
  /** Days: days that are worked. */
  readonly days: number;
  /** Hours, minutes and seconds: time that is worked, in milliseconds. */
  readonly milliseconds: number;
}

/** @throws RangeError where it is no duration */
export function partsOf(duration: string): Parts {
  const d = Temporal.Duration.from(duration);
  const { years, months, weeks, days, hours, minutes, seconds, milliseconds } = d.abs();
  return {
    sign: d.sign < 0 ? -1 : 1,
    calendar: { years, months, weeks },
    days,
    milliseconds: ((hours * 60 + minutes) * 60 + seconds) * 1_000 + milliseconds,
  };
}

/** Milliseconds as a duration of hours, minutes and seconds. @example isoOf(5_400_000) // 'PT1H30M' */
export function isoOf(milliseconds: number): string {
  const round = Temporal.Duration.from({ milliseconds: Math.abs(Math.round(milliseconds)) }).round({ largestUnit: 'hour' });
  return `${milliseconds < 0 ? '-' : ''}${round.toString()}`;
}
