/** VTIMEZONE: what a zone's clocks do over the time that a calendar is of, for readers that do not know IANA's names. Pure. */
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';

/** At most so many changes: a calendar reaches over years, not over centuries. */
const most = 200;

export function zoneComponent(zone: string, from: Date, to: Date): InstanceType<typeof ICAL.Component> {
  const component = new ICAL.Component('vtimezone');
  component.addPropertyWithValue('tzid', zone);
  let at = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone);
  const observances = [{ start: '1970-01-01T00:00:00', from: at.offsetNanoseconds, to: at.offsetNanoseconds }];
  for (let n = 0; n < most; n++) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds > to.getTime()) break;
    // On the clock that is changed, the moment is written by the offset before.
    const start = Temporal.Instant.fromEpochMilliseconds(next.epochMilliseconds + at.offsetNanoseconds / 1_000_000)
      .toString()
      .slice(0, 19);
    observances.push({ start, from: at.offsetNanoseconds, to: next.offsetNanoseconds });
    at = next;
  }
  const least = Math.min(...observances.map((one) => one.to));
  for (const one of observances) {
    const observance = new ICAL.Component(one.to > least ? 'daylight' : 'standard');
    observance.addPropertyWithValue('dtstart', ICAL.Time.fromDateTimeString(one.start));
    observance.addPropertyWithValue('tzoffsetfrom', offset(one.from));
    observance.addPropertyWithValue('tzoffsetto', offset(one.to));
    component.addSubcomponent(observance);
  }
  return component;
}

function offset(nanoseconds: number): InstanceType<typeof ICAL.UtcOffset> {
  return ICAL.UtcOffset.fromSeconds(nanoseconds / 1_000_000_000);
}
