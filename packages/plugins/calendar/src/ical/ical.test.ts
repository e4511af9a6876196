import { type PluginTypeOf, select } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { describeEngines, type TestActor } from '@guanxi/testing';
import { describe, expect, test } from 'vitest';
import {
  calendar,
  calendarEventFields,
  calendarOccurrenceFields,
  createCalendarEvent,
  importCalendar,
  updateCalendarEvent,
} from '../index.ts';

const plugins = [crm(), calendar()] as const;
type Person = TestActor<PluginTypeOf<(typeof plugins)[number]>>;
const window = { from: '2026-01-01T00:00:00Z', to: '2026-12-31T00:00:00Z' };
const exported = async (who: Person): Promise<string> => {
  const { data, errors } = await who.execute('query ($from: DateTime!, $to: DateTime!) { exportCalendar(from: $from, to: $to) }', window);
  expect(errors).toBeUndefined();
  return (data as { exportCalendar: string }).exportCalendar;
};
const all = async (who: Person) =>
  (
    await who.read(
      select(calendarEventFields, {
        uid: true,
        title: true,
        zone: true,
        recurrence: true,
        allDay: true,
        occurrences: select(calendarOccurrenceFields, { original: true, startsAt: true, endsAt: true, title: true, cancelled: true }),
      }),
      { orderBy: 'uid', direction: 'ASC' },
    )
  ).map(({ id, occurrences, ...one }) => ({
    ...one,
    occurrences: occurrences.map(({ id: _, ...rest }) => rest).sort((a, b) => a.original.getTime() - b.original.getTime()),
  }));
const file = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'UID:weekly@elsewhere',
  'SUMMARY:周会',
  'DTSTART;TZID=Europe/Berlin:20260320T090000',
  'DTEND;TZID=Europe/Berlin:20260320T100000',
  'RRULE:FREQ=WEEKLY;COUNT=4',
  'EXDATE;TZID=Europe/Berlin:20260327T090000',
  'ATTENDEE:mailto:nobody@example.com',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:weekly@elsewhere',
  'RECURRENCE-ID;TZID=Europe/Berlin:20260403T090000',
  'SUMMARY:周会（改期）',
  'DTSTART;TZID=Europe/Berlin:20260404T140000',
  'DTEND;TZID=Europe/Berlin:20260404T150000',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:fair@elsewhere',
  'SUMMARY:展会',
  'DTSTART;VALUE=DATE:20260501',
  'DTEND;VALUE=DATE:20260504',
  'END:VEVENT',
  'END:VCALENDAR',
];

describeEngines('iCalendar', { plugins }, (t) => {
  test('TIME-01 a file is imported once, however often; what it has changed is changed', async () => {
    const anna = await t().staff();
    const text = file.join('\r\n');
    expect(await anna.run(importCalendar, { text })).toEqual({ created: 2, updated: 0, unchanged: 0, unmatched: 1 });
    expect(await anna.run(importCalendar, { text })).toEqual({ created: 0, updated: 0, unchanged: 2, unmatched: 0 });
    const [fair, weekly] = await all(anna);
    expect(fair).toMatchObject({ allDay: true, occurrences: [{ endsAt: new Date('2026-05-03T16:00:00Z') }] });
    expect(weekly?.occurrences.map((one) => [one.startsAt.toISOString().slice(5, 16), one.cancelled, one.title])).toEqual([
      ['03-20T08:00', false, null],
      ['03-27T08:00', true, null],
      ['04-04T12:00', false, '周会（改期）'],
      ['04-10T07:00', false, null],
    ]);
    const later = text.replace('SUMMARY:展会', 'SUMMARY:春季展会');
    expect(await anna.run(importCalendar, { text: later })).toEqual({ created: 0, updated: 1, unchanged: 1, unmatched: 0 });
    expect((await all(anna)).map((one) => one.title)).toEqual(['春季展会', '周会']);
  });

  test('TIME-01 what is exported is imported elsewhere as it was, with participants found by their address', async () => {
    const here = await t().another();
    const anna = await here.staff({ name: 'Anna' });
    await anna.run(importCalendar, { text: file.join('\n') });
    await anna.run(createCalendarEvent, {
      title: '洽谈；带资料, 准时',
      start: new Date('2026-06-01T01:00:00Z'),
      end: new Date('2026-06-01T02:00:00Z'),
      allDay: true,
      recurrence: 'FREQ=DAILY;UNTIL=20260603',
      participants: [{ who: { kind: 'staff', value: (anna.actor as { staffId: string }).staffId as never } }],
    });
    const text = await exported(anna);
    const ben = await (await t().another()).staff({ name: 'Ben' });
    expect(await ben.run(importCalendar, { text })).toMatchObject({ created: 3 });
    expect(await all(ben)).toEqual(await all(anna));
    const [mine] = await anna.read(select(calendarEventFields, { sequence: true }), {});
    await anna.run(updateCalendarEvent, { event: mine?.id as never, set: { title: 'x' } });
    expect(await exported(anna)).not.toBe(text);
  });

  describe('refusals', () => {
    test('TIME-01 a malformed file, with its line, of which nothing is kept', async () => {
      const anna = await t().staff();
      const outcome = await anna.attempt(importCalendar, {
        text: [...file.slice(0, -2), 'END:VEVENT', 'BROKEN', 'END:VCALENDAR'].join('\n'),
      });
      expect(outcome).toMatchObject({ ok: false, errors: [{ code: 'CALENDAR_ICAL_MALFORMED', details: { line: 24 } }] });
      expect(await anna.refused(importCalendar, { text: file.join('\n').replace('FREQ=WEEKLY;COUNT=4', 'FREQ=WEEKLY;COUNT=501') })).toBe(
        'CALENDAR_ICAL_MALFORMED',
      );
      const lone = [...file.slice(0, 1), ...file.slice(10)].join('\n');
      expect(await anna.refused(importCalendar, { text: lone })).toBe('CALENDAR_ICAL_MALFORMED');
    });
    test('TIME-01 G10 others’ calendars; G5 a window upside down', async () => {
      const own = { 'calendar:events:read': 'own', 'calendar:events:write': 'own', 'crm:staff:read': 'all' } as const;
      const [clerk, boss] = [await t().staff({ can: own }), await t().staff()];
      const owner = (boss.actor as { staffId: string }).staffId as never;
      expect(await clerk.refused(importCalendar, { text: file.join('\n'), owner })).toBe('CALENDAR_NOT_YOURS');
      expect((await clerk.execute('{ exportCalendar(from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z") }')).errors).toMatchObject([
        { extensions: { code: 'CALENDAR_END_BEFORE_START' } },
      ]);
    });
  });
});
