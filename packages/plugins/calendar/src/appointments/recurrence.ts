/** Which occurrences a rule of RFC 5545 makes. Pure. */
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { recurrenceEndless, recurrenceInvalid, recurrenceTooMany } from './refusals.ts';

export interface Planned {
  readonly startsAt: Date;
  readonly endsAt: Date;
}
export interface Series extends Planned {
  readonly zone: string;
  readonly allDay: boolean;
  readonly recurrence: string | null;
}

/** How often: by the day and slower. What comes by the hour is no appointment. */
const frequencies = /(?:^|;)FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;|$)/;

/**
 * A rule as it is stored: capitals, without its name, UNTIL in UTC (a date means the end of that day in the zone).
 * @throws where it is no rule, or has no end and no count (TIME-01)
 */
export function ruleOf(text: string, zone: string): string {
  const rule = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '');
  if (!frequencies.test(rule)) throw recurrenceInvalid({ problem: 'FREQ=DAILY | WEEKLY | MONTHLY | YEARLY' }, 'recurrence');
  const until = /(?:^|;)UNTIL=([^;]*)/.exec(rule)?.[1];
  const count = /(?:^|;)COUNT=([^;]*)/.exec(rule)?.[1];
  if (until === undefined && count === undefined) throw recurrenceEndless({}, 'recurrence');
  if (count !== undefined && !/^[1-9]\d*$/.test(count)) throw recurrenceInvalid({ problem: `COUNT=${count}` }, 'recurrence');
  return until === undefined ? rule : rule.replace(`UNTIL=${until}`, `UNTIL=${utcOf(until, zone)}`);
}

function utcOf(until: string, zone: string): string {
  const [, date = '', time, utc] = /^(\d{8})(?:T(\d{6})(Z)?)?$/.exec(until) ?? [];
  try {
    if (utc) return stamp(Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime('UTC'));
    return stamp(
      Temporal.PlainDateTime.from(`${date}T${time ?? '235959'}`)
        .toZonedDateTime(zone)
        .withTimeZone('UTC'),
    );
  } catch {
    throw recurrenceInvalid({ problem: `UNTIL=${until}` }, 'recurrence');
  }
}
const stamp = (at: Temporal.ZonedDateTime): string => `${local(at)}Z`;
/** As RFC 5545 writes a time. */
const local = (at: Temporal.ZonedDateTime): string => at.toPlainDateTime().toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');

/**
 * All occurrences, the first one included whether or not the rule would make it. One that falls into an hour that the clocks leave out does
 * not take place; each lasts as long as the first, in days where it is of whole days.
 * @throws where they are more than `max`, or the rule cannot be understood
 */
export function occurrencesOf({ startsAt, endsAt, zone, allDay, recurrence }: Series, max: number): readonly Planned[] {
  if (recurrence === null) return [{ startsAt, endsAt }];
  const start = zoned(startsAt, zone);
  const days = start.toPlainDate().until(zoned(endsAt, zone).toPlainDate()).days;
  const lasts = endsAt.getTime() - startsAt.getTime();
  return starts(start, zone, recurrence, max).map((at) => ({
    startsAt: new Date(at.epochMilliseconds),
    endsAt: new Date(allDay ? at.toPlainDate().add({ days }).toZonedDateTime(zone).epochMilliseconds : at.epochMilliseconds + lasts),
  }));
}

function starts(start: Temporal.ZonedDateTime, zone: string, rule: string, max: number): readonly Temporal.ZonedDateTime[] {
  let found: readonly { readonly epochMilliseconds: number }[];
  try {
    found = new RRuleTemporal({
      rruleString: `DTSTART;TZID=${zone}:${local(start)}\nRRULE:${rule}`,
      includeDtstart: true,
      strict: true,
    }).all((_, n) => n <= max);
  } catch (error) {
    throw recurrenceInvalid({ problem: (error as Error).message }, 'recurrence');
  }
  if (found.length > max) throw recurrenceTooMany({ max }, 'recurrence');
  if (found.length === 0) throw recurrenceInvalid({ problem: rule }, 'recurrence');
  return found.map((at) => zoned(new Date(at.epochMilliseconds), zone));
}

const zoned = (at: Date, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);

/** A period of whole days: from the midnight before it to the one after. */
export function wholeDays({ startsAt, endsAt }: Planned, zone: string): Planned {
  const end = zoned(endsAt, zone);
  const midnight = end.startOfDay();
  const last = Temporal.ZonedDateTime.compare(midnight, end) === 0 ? midnight : midnight.add({ days: 1 }).startOfDay();
  return { startsAt: new Date(zoned(startsAt, zone).startOfDay().epochMilliseconds), endsAt: new Date(last.epochMilliseconds) };
}
