/** Dates and times as people write them. One without a time is midnight, one without a zone is in the tenant's. */
import { Temporal } from 'temporal-polyfill';

type Fields = Partial<Record<'YYYY' | 'M' | 'D' | 'H' | 'm' | 's', number>>;

export interface WrittenDate {
  readonly local: Temporal.PlainDateTime;
  /** An offset or `Z` that stood in the text. */
  readonly offset: string | null;
}
export type ReadDate = (text: string) => WrittenDate | null;

const iso =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|年(\d{1,2})月(\d{1,2})日)(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/** `1996-07-04`, `1996/7/4`, `1996年7月4日`, each also with a time and an offset. */
export const readIsoDate: ReadDate = (text) => {
  const match = iso.exec(text);
  if (!match) return null;
  const [, year, m1, d1, m2, d2, m3, d3, hour, minute, second, fraction, offset] = match;
  const local = dateTime({
    year: Number(year),
    month: Number(m1 ?? m2 ?? m3),
    day: Number(d1 ?? d2 ?? d3),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: Number((fraction ?? '').padEnd(3, '0').slice(0, 3)),
  });
  return local && { local, offset: offset?.toUpperCase() ?? null };
};

/** A reader of one form, such as `DD.MM.YYYY HH:mm`. */
export function dateReader(form: string): ReadDate {
  const names: string[] = [];
  const pattern = form.replace(/YYYY|MM|M|DD|D|HH|H|mm|ss|[^A-Za-z0-9\s]|\s+|[A-Za-z0-9]/gu, (part) => {
    const name = part === 'MM' ? 'M' : part === 'DD' ? 'D' : part === 'HH' ? 'H' : part;
    if (!['YYYY', 'M', 'D', 'H', 'mm', 'ss'].includes(name))
      return /^\s/.test(part) ? '\\s+' : part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    names.push(name === 'mm' ? 'm' : name === 'ss' ? 's' : name);
    return part === 'YYYY' ? '(\\d{4})' : part.length === 2 ? '(\\d{2})' : '(\\d{1,2})';
  });
  const whole = new RegExp(`^${pattern}$`, 'u');
  return (text) => {
    const match = whole.exec(text);
    if (!match) return null;
    const f: Fields = Object.fromEntries(names.map((name, i) => [name, Number(match[i + 1])]));
    const local = dateTime({
      year: f.YYYY ?? 0,
      month: f.M ?? 0,
      day: f.D ?? 0,
      hour: f.H ?? 0,
      minute: f.m ?? 0,
      second: f.s ?? 0,
      millisecond: 0,
    });
    return local && { local, offset: null };
  };
}

/** The instant, as the API writes it. A time that the clock leapt over moves forward; of one that came twice it is the first. */
export function instantText({ local, offset }: WrittenDate, zone: string): string {
  const instant =
    offset === null
      ? local.toZonedDateTime(zone, { disambiguation: 'compatible' }).toInstant()
      : Temporal.Instant.from(`${local.toString()}${offset}`);
  return instant.toString({ fractionalSecondDigits: 3 });
}

function dateTime(parts: Temporal.PlainDateTimeLike): Temporal.PlainDateTime | null {
  try {
    return Temporal.PlainDateTime.from(parts, { overflow: 'reject' });
  } catch {
    return null;
  }
}
