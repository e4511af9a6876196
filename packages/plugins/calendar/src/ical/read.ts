/** Events as an iCalendar file tells of them. Pure. */
import { label, t } from '@guanxi/core';
import { Temporal } from 'temporal-polyfill';
import { broken, type Component, componentsOf, type Property } from './lines.ts';

export interface Attendee {
  readonly email: string;
  readonly required: boolean;
  readonly response: 'NEEDS_ACTION' | 'ACCEPTED' | 'TENTATIVE' | 'DECLINED';
}
export interface FileEvent {
  /** Where it begins in the file. */
  readonly line: number;
  readonly uid: string;
  /** Of one of a series: when the rule has it begin. */
  readonly original: Date | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly location: string | null;
  readonly start: Date;
  readonly end: Date;
  readonly zone: string;
  readonly allDay: boolean;
  readonly recurrence: string | null;
  readonly excluded: readonly Date[];
  readonly status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
  readonly visibility: 'NORMAL' | 'PRIVATE';
  readonly busy: boolean;
  readonly sequence: number;
  readonly attendees: readonly Attendee[];
}

/**
 * `zone`: of times that are written without one.
 * @throws CALENDAR_ICAL_MALFORMED with the line, also for a zone that there is not and a recurrence without end or count
 */
export const eventsOf = (text: string, zone: string): readonly FileEvent[] =>
  componentsOf(text)
    .filter((one) => one.name === 'VEVENT')
    .map((one) => eventOf(one, zone));

function eventOf(component: Component, floating: string): FileEvent {
  const all = (name: string): readonly Property[] => component.properties.filter((one) => one.name === name);
  const one = (name: string): Property | undefined => all(name)[0];
  const text = (name: string): string | null => one(name)?.values[0]?.trim() || null;
  const must = (name: string): Property => {
    const found = one(name);
    if (!found) throw broken(component.line, label(`an event without ${name.toUpperCase()}`, `日程缺少 ${name.toUpperCase()}`));
    return found;
  };
  const start = momentOf(must('dtstart'), floating);
  const [rule] = all('rrule');
  if (rule && !/(?:^|;)(?:COUNT|UNTIL)=/i.test(rule.text))
    throw broken(rule.line, label('a recurrence without COUNT or UNTIL', '重复规则没有 COUNT 或 UNTIL'));
  return {
    line: component.line,
    uid: must('uid').values[0]?.trim() ?? '',
    original: one('recurrence-id') ? momentOf(must('recurrence-id'), floating).at : null,
    title: text('summary'),
    description: text('description'),
    location: text('location'),
    start: start.at,
    end: endOf(component, start, floating),
    zone: start.zone,
    allDay: start.isDate,
    recurrence: rule?.text ?? null,
    excluded: all('exdate').flatMap((property) => property.values.map((value) => momentOf(property, floating, value).at)),
    status: { TENTATIVE: 'TENTATIVE', CANCELLED: 'CANCELLED' }[(text('status') ?? '').toUpperCase()] ?? 'CONFIRMED',
    visibility: ['PRIVATE', 'CONFIDENTIAL'].includes((text('class') ?? '').toUpperCase()) ? 'PRIVATE' : 'NORMAL',
    busy: text('transp')?.toUpperCase() !== 'TRANSPARENT',
    sequence: Number(text('sequence') ?? 0) || 0,
    attendees: all('attendee').flatMap(attendeeOf),
  } as FileEvent;
}

interface Moment {
  readonly at: Date;
  readonly zone: string;
  readonly isDate: boolean;
}

/** A date is the midnight that it begins with. */
function momentOf(property: Property, floating: string, value = property.values[0] ?? ''): Moment {
  const isUtc = value.endsWith('Z');
  const zone = property.parameters['tzid'] ?? (isUtc ? 'UTC' : floating);
  if (!t.zone().safeParse(zone).success) throw broken(property.line, label(`there is no time zone ${zone}`, `没有时区 ${zone}`));
  try {
    const wall = Temporal.PlainDateTime.from(isUtc ? value.slice(0, -1) : value);
    return { at: new Date(wall.toZonedDateTime(isUtc ? 'UTC' : zone).epochMilliseconds), zone, isDate: !value.includes('T') };
  } catch {
    throw broken(property.line, label(`“${property.text}” is no time`, `“${property.text}”不是有效时间`));
  }
}

/** DTEND, or DURATION, or a day for a date, or nothing at all, which is a minute here: what takes no time is no appointment. */
function endOf({ properties }: Component, start: Moment, floating: string): Date {
  const end = properties.find((one) => one.name === 'dtend');
  const lasts = properties.find((one) => one.name === 'duration');
  const at = end
    ? momentOf(end, start.isDate ? start.zone : floating).at
    : plus(start, lasts?.values[0] ?? (start.isDate ? 'P1D' : 'PT1M'), lasts);
  const property = end ?? lasts;
  if (property && at <= start.at) throw broken(property.line, label('it ends before it begins', '结束早于开始'));
  return at;
}

function plus({ at, zone }: Moment, duration: string, property: Property | undefined): Date {
  try {
    return new Date(Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).add(duration).epochMilliseconds);
  } catch {
    throw broken(property?.line ?? 1, label(`“${duration}” is no duration`, `“${duration}”不是有效时长`));
  }
}

const responses: Readonly<Record<string, Attendee['response']>> = { ACCEPTED: 'ACCEPTED', TENTATIVE: 'TENTATIVE', DECLINED: 'DECLINED' };

function attendeeOf({ values, parameters }: Property): readonly Attendee[] {
  const [, email] = /^mailto:(.+)$/i.exec(values[0] ?? '') ?? [];
  if (!email) return [];
  const response = responses[parameters['partstat']?.toUpperCase() ?? ''] ?? 'NEEDS_ACTION';
  return [{ email: email.trim().toLowerCase(), required: parameters['role']?.toUpperCase() !== 'OPT-PARTICIPANT', response }];
}
