/** Qualification periods in the tenant's zone. Pure. */
import { Temporal } from 'temporal-polyfill';

export interface Span {
  readonly from: number;
  /** Not in it any more. */
  readonly to: number;
}

const zoned = (at: number, zone: string): Temporal.ZonedDateTime => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
const midnight = (day: Temporal.PlainDate, zone: string): number => day.toZonedDateTime(zone).epochMilliseconds;

export const monthsAfter = (at: number, months: number, zone: string): number => zoned(at, zone).add({ months }).epochMilliseconds;
export const daysAfter = (at: number, days: number, zone: string): number => zoned(at, zone).add({ days }).epochMilliseconds;

export function calendarYear(at: number, zone: string): Span {
  const { year } = zoned(at, zone);
  return {
    from: midnight(Temporal.PlainDate.from({ year, month: 1, day: 1 }), zone),
    to: midnight(Temporal.PlainDate.from({ year: year + 1, month: 1, day: 1 }), zone),
  };
}

/** Years from the day on which somebody joined; one of 29 February begins on the 28th where there is none. */
export function membershipYear(at: number, joined: number, zone: string): Span {
  const first = zoned(joined, zone).toPlainDate();
  const day = zoned(at, zone).toPlainDate();
  const years = day.year - first.year - (Temporal.PlainDate.compare(day, first.add({ years: day.year - first.year })) < 0 ? 1 : 0);
  return { from: midnight(first.add({ years }), zone), to: midnight(first.add({ years: years + 1 }), zone) };
}
