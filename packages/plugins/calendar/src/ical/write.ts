/** An iCalendar file of appointments (RFC 5545). Pure. */
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { zoneComponent } from './zones.ts';

export interface WrittenOccurrence {
  readonly original: Date;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly title: string | null;
  readonly location: string | null;
  readonly changed: boolean;
  readonly cancelled: boolean;
}
export interface WrittenEvent {
  readonly uid: string;
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly zone: string;
  readonly allDay: boolean;
  readonly recurrence: string | null;
  readonly status: string;
  readonly visibility: string;
  readonly busy: boolean;
  readonly sequence: number;
  readonly occurrences: readonly WrittenOccurrence[];
  readonly attendees: readonly { readonly email: string; readonly name: string; readonly required: boolean; readonly response: string }[];
}

export function writeCalendar(name: string, events: readonly WrittenEvent[], now: Date): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', '-//Guanxi//plugin-calendar//EN');
  calendar.addPropertyWithValue('x-wr-calname', name);
  for (const zone of new Set(events.filter((one) => !one.allDay && one.zone !== 'UTC').map((one) => one.zone))) {
    const times = events.filter((one) => one.zone === zone).flatMap((one) => [one.startsAt, ...one.occurrences.map((o) => o.endsAt)]);
    const at = times.map((time) => time.getTime());
    calendar.addSubcomponent(zoneComponent(zone, new Date(Math.min(...at)), new Date(Math.max(...at))));
  }
  for (const event of events) {
    calendar.addSubcomponent(seriesOf(event, now));
    for (const one of event.occurrences) if (one.changed && !one.cancelled) calendar.addSubcomponent(singleOf(event, one, now));
  }
  return `${calendar.toString()}\r\n`;
}

type Written = InstanceType<typeof ICAL.Component>;

function seriesOf(event: WrittenEvent, now: Date): Written {
  const component = eventOf(event, event, now);
  if (event.recurrence) {
    const rule = event.allDay
      ? event.recurrence.replace(/UNTIL=[^;]+/, (until) => `UNTIL=${lastDay(until.slice(6), event.zone)}`)
      : event.recurrence;
    component.addPropertyWithValue('rrule', ICAL.Recur.fromString(rule));
    for (const one of event.occurrences)
      if (one.cancelled && event.status !== 'CANCELLED') addTime(component, 'exdate', one.original, event);
  }
  for (const { email, name, required, response } of event.attendees) {
    const attendee = new ICAL.Property('attendee');
    attendee.setParameter('cn', name);
    attendee.setParameter('role', required ? 'REQ-PARTICIPANT' : 'OPT-PARTICIPANT');
    attendee.setParameter('partstat', response.replace('_', '-'));
    attendee.setValue(`mailto:${email}`);
    component.addProperty(attendee);
  }
  return component;
}

/** One of a series that is otherwise than the series. */
function singleOf(event: WrittenEvent, one: WrittenOccurrence, now: Date): Written {
  const own = { ...event, title: one.title ?? event.title, location: one.location ?? event.location };
  const component = eventOf(own, one, now);
  addTime(component, 'recurrence-id', one.original, event);
  return component;
}

function eventOf(event: WrittenEvent, { startsAt, endsAt }: { readonly startsAt: Date; readonly endsAt: Date }, now: Date): Written {
  const component = new ICAL.Component('vevent');
  component.addPropertyWithValue('uid', event.uid);
  component.addPropertyWithValue('dtstamp', timeOf(now, 'UTC', false));
  addTime(component, 'dtstart', startsAt, event);
  addTime(component, 'dtend', endsAt, event);
  component.addPropertyWithValue('summary', event.title);
  if (event.description) component.addPropertyWithValue('description', event.description);
  if (event.location) component.addPropertyWithValue('location', event.location);
  component.addPropertyWithValue('status', event.status);
  component.addPropertyWithValue('class', event.visibility === 'PRIVATE' ? 'PRIVATE' : 'PUBLIC');
  component.addPropertyWithValue('transp', event.busy ? 'OPAQUE' : 'TRANSPARENT');
  component.addPropertyWithValue('sequence', event.sequence);
  return component;
}

function addTime(component: Written, name: string, at: Date, { zone, allDay }: WrittenEvent): void {
  const property = new ICAL.Property(name);
  if (!allDay && zone !== 'UTC') property.setParameter('tzid', zone);
  property.setValue(timeOf(at, zone, allDay));
  component.addProperty(property);
}

function timeOf(at: Date, zone: string, isDate: boolean): InstanceType<typeof ICAL.Time> {
  const there = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  if (isDate) return ICAL.Time.fromDateString(there.toPlainDate().toString());
  const wall = there.toPlainDateTime().toString({ smallestUnit: 'second' });
  return ICAL.Time.fromDateTimeString(zone === 'UTC' ? `${wall}Z` : wall);
}

/** The end of a rule of whole days is a day. */
function lastDay(until: string, zone: string): string {
  const [, y, m, d, time] = /^(\d{4})(\d{2})(\d{2})T(\d{6})Z$/.exec(until) ?? [];
  if (!time) return until;
  const at = Temporal.Instant.from(`${y}-${m}-${d}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`);
  return at.toZonedDateTimeISO(zone).toPlainDate().toString().replaceAll('-', '');
}
