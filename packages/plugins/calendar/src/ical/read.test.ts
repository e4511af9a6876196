import { describe, expect, test } from 'vitest';
import { componentsOf } from './lines.ts';
import { eventsOf } from './read.ts';
import { writeCalendar } from './write.ts';

const file = (...lines: string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]): string =>
  file('BEGIN:VEVENT', 'UID:1@x', 'DTSTART;TZID=Asia/Shanghai:20260302T090000', ...lines, 'END:VEVENT');
const line = (text: string): unknown => {
  try {
    eventsOf(text, 'Asia/Shanghai');
  } catch (error) {
    const { code, details } = error as { code: string; details: { line: number } };
    return [code, details.line];
  }
  return null;
};

describe('TIME-01 an iCalendar file is read', () => {
  test('with its folded lines, escapes, alarms left aside', () => {
    const [one] = eventsOf(
      event(
        'SUMMARY:拜访 甲公司\\, 洽',
        ' 谈',
        'DURATION:PT1H30M',
        'CLASS:PRIVATE',
        'TRANSP:TRANSPARENT',
        'ATTENDEE;PARTSTAT=ACCEPTED;ROLE=OPT-PARTICIPANT:MAILTO:Li@Example.com',
        'BEGIN:VALARM',
        'TRIGGER:-PT15M',
        'DESCRIPTION:no',
        'END:VALARM',
      ),
      'UTC',
    );
    expect(one).toMatchObject({
      line: 3,
      title: '拜访 甲公司, 洽谈',
      description: null,
      start: new Date('2026-03-02T01:00:00Z'),
      end: new Date('2026-03-02T02:30:00Z'),
      zone: 'Asia/Shanghai',
      visibility: 'PRIVATE',
      busy: false,
      attendees: [{ email: 'li@example.com', required: false, response: 'ACCEPTED' }],
    });
  });
  test('with times in UTC, without a zone, and of whole days', () => {
    const at = (start: string) => eventsOf(file('BEGIN:VEVENT', 'UID:1', start, 'END:VEVENT'), 'Asia/Tokyo')[0];
    expect(at('DTSTART:20260302T090000Z')).toMatchObject({ start: new Date('2026-03-02T09:00:00Z'), zone: 'UTC' });
    expect(at('DTSTART:20260302T090000')).toMatchObject({ start: new Date('2026-03-02T00:00:00Z'), zone: 'Asia/Tokyo' });
    expect(at('DTSTART;VALUE=DATE:20260302')).toMatchObject({
      start: new Date('2026-03-01T15:00:00Z'),
      end: new Date('2026-03-02T15:00:00Z'),
      allDay: true,
    });
  });
});

describe('TIME-01 refuses a malformed file with its line', () => {
  const at = (n: number) => ['CALENDAR_ICAL_MALFORMED', n];
  test('what is no calendar, or is cut off', () => {
    expect(line('Dear Sir,')).toEqual(at(1));
    expect(line('BEGIN:VCARD\nEND:VCARD')).toEqual(at(1));
    expect(line('BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1')).toEqual(at(4));
    expect(line(event('END:VALARM'))).toEqual(at(6));
    expect(line(event('NONSENSE'))).toEqual(at(6));
  });
  test('what an event lacks, or has that is none', () => {
    expect(line(file('BEGIN:VEVENT', 'DTSTART:20260302T090000Z', 'END:VEVENT'))).toEqual(at(3));
    expect(line(file('BEGIN:VEVENT', 'UID:1', 'END:VEVENT'))).toEqual(at(3));
    expect(line(file('BEGIN:VEVENT', 'UID:1', 'DTSTART:tomorrow', 'END:VEVENT'))).toEqual(at(5));
    expect(line(event('DTEND;TZID=Asia/Shanghai:20260302T080000'))).toEqual(at(6));
  });
  test('TIME-01 an unknown zone; a recurrence without end or count limit', () => {
    expect(line(event('DTEND;TZID=China Standard Time:20260302T100000'))).toEqual(at(6));
    expect(line(event('SUMMARY:x', 'RRULE:FREQ=WEEKLY'))).toEqual(at(7));
    expect(line(event('RRULE:FREQ=NOW;COUNT=1'))).toEqual(at(6));
  });
});

test('TIME-01 what is written is folded, has the zone’s changes, and reads as it was', () => {
  const at = (text: string): Date => new Date(`${text}Z`);
  const occurrence = { title: null, location: null, changed: false, cancelled: false };
  const text = writeCalendar(
    'x',
    [
      {
        uid: '1@guanxi',
        title: '很长的标题，'.repeat(20),
        description: 'a;b,c\nd',
        location: null,
        startsAt: at('2026-03-20T08:00:00'),
        endsAt: at('2026-03-20T09:00:00'),
        zone: 'Europe/Berlin',
        allDay: false,
        recurrence: 'FREQ=WEEKLY;COUNT=3',
        status: 'CONFIRMED',
        visibility: 'NORMAL',
        busy: true,
        sequence: 2,
        attendees: [{ email: 'li@example.com', name: 'Li, Lei', required: true, response: 'NEEDS_ACTION' }],
        occurrences: [
          { ...occurrence, original: at('2026-03-20T08:00:00'), startsAt: at('2026-03-20T08:00:00'), endsAt: at('2026-03-20T09:00:00') },
          {
            ...occurrence,
            original: at('2026-03-27T08:00:00'),
            startsAt: at('2026-03-27T08:00:00'),
            endsAt: at('2026-03-27T09:00:00'),
            cancelled: true,
          },
          {
            ...occurrence,
            original: at('2026-04-03T07:00:00'),
            startsAt: at('2026-04-04T07:00:00'),
            endsAt: at('2026-04-04T09:00:00'),
            changed: true,
            title: '改期',
          },
        ],
      },
    ],
    at('2026-03-01T00:00:00'),
  );
  // 75 octets and the space that a folded line begins with.
  expect(text.split('\r\n').every((one) => Buffer.byteLength(one) <= 76)).toBe(true);
  expect(componentsOf(text).map((one) => one.name)).toEqual(['VTIMEZONE', 'VEVENT', 'VEVENT']);
  expect(text).toContain('DTSTART:20260329T020000');
  expect(text).toContain('TZOFFSETTO:+0200');
  const [series, single] = eventsOf(text, 'UTC');
  expect(series).toMatchObject({
    uid: '1@guanxi',
    title: '很长的标题，'.repeat(20),
    description: 'a;b,c\nd',
    start: at('2026-03-20T08:00:00'),
    end: at('2026-03-20T09:00:00'),
    recurrence: 'FREQ=WEEKLY;COUNT=3',
    excluded: [at('2026-03-27T08:00:00')],
    sequence: 2,
    attendees: [{ email: 'li@example.com', required: true, response: 'NEEDS_ACTION' }],
  });
  expect(single).toMatchObject({ original: at('2026-04-03T07:00:00'), start: at('2026-04-04T07:00:00'), title: '改期' });
});
