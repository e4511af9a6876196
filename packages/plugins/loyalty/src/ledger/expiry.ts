/** When points expire. Pure. */
import { Temporal } from 'temporal-polyfill';

/** The end of the day, in the tenant's zone, that comes so many months after; null: never. Of a day that a month lacks, its last. */
export function expiryOf(at: Date, months: number | null, zone: string): Date | null {
  if (months === null) return null;
  const day = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().add({ months });
  return new Date(day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);
}
