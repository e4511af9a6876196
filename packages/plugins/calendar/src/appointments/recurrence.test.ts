import { describe, expect, test } from 'vitest';
import { occurrencesOf, ruleOf, wholeDays } from './recurrence.ts';

const series = (
  recurrence: string | null,
  start = '2026-03-20T08:00:00Z',
  end = '2026-03-20T09:00:00Z',
  zone = 'Europe/Berlin',
  allDay = false,
) => ({
  startsAt: new Date(start),
  endsAt: new Date(end),
  zone,
  allDay,
  recurrence: recurrence === null ? null : ruleOf(recurrence, zone),
});
const starts = (s: ReturnType<typeof series>, max = 500) => occurrencesOf(s, max).map((one) => one.startsAt.toISOString().slice(0, 16));

describe('TIME-01 recurrence', () => {
  test('keeps the time on the wall over a change of the clocks', () =>
    expect(starts(series('FREQ=WEEKLY;COUNT=3'))).toEqual(['2026-03-20T08:00', '2026-03-27T08:00', '2026-04-03T07:00']));
  test('ends with a day, in the zone of the event', () => {
    expect(ruleOf('rrule:freq=daily;until=20260322', 'Asia/Shanghai')).toBe('FREQ=DAILY;UNTIL=20260322T155959Z');
    expect(starts(series('FREQ=DAILY;UNTIL=20260322'))).toHaveLength(3);
  });
  test('of whole days lasts days, not hours', () => {
    const days = occurrencesOf(series('FREQ=WEEKLY;COUNT=2', '2026-03-21T23:00:00Z', '2026-03-22T23:00:00Z', 'Europe/Berlin', true), 10);
    expect(days.map((one) => (one.endsAt.getTime() - one.startsAt.getTime()) / 3_600_000)).toEqual([24, 23]);
  });
  test('of last days of months, of the first that does not fit the rule', () => {
    expect(starts(series('FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3'))).toEqual(['2026-03-20T08:00', '2026-03-31T07:00', '2026-04-30T07:00']);
  });
  test('once is once', () => expect(starts(series(null))).toEqual(['2026-03-20T08:00']));
  test('whole days reach from midnight to midnight', () => {
    const at = (start: string, end: string) => wholeDays({ startsAt: new Date(start), endsAt: new Date(end) }, 'Asia/Shanghai');
    const day = { startsAt: new Date('2026-03-01T16:00:00Z'), endsAt: new Date('2026-03-02T16:00:00Z') };
    expect(at('2026-03-02T01:00:00Z', '2026-03-02T10:00:00Z')).toEqual(day);
    expect(at('2026-03-01T16:00:00Z', '2026-03-02T16:00:00Z')).toEqual(day);
  });
});

describe('TIME-01 refuses', () => {
  const code = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      return (error as { code: string }).code;
    }
    return '';
  };
  test('a recurrence without end or count limit', () =>
    expect(code(() => ruleOf('FREQ=WEEKLY;BYDAY=MO', 'UTC'))).toBe('CALENDAR_RECURRENCE_ENDLESS'));
  test('what is no rule', () => {
    for (const rule of [
      'COUNT=3',
      'FREQ=HOURLY;COUNT=3',
      'FREQ=SOMETIMES;COUNT=1',
      'FREQ=DAILY;COUNT=0',
      'FREQ=DAILY;UNTIL=soon',
      'FREQ=DAILY;UNTIL=20261399',
    ])
      expect([rule, code(() => ruleOf(rule, 'UTC'))]).toEqual([rule, 'CALENDAR_RECURRENCE_INVALID']);
    expect(code(() => occurrencesOf(series('FREQ=WEEKLY;BYDAY=XX;COUNT=2'), 10))).toBe('CALENDAR_RECURRENCE_INVALID');
    expect(code(() => occurrencesOf(series('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3'), 10))).toBe('CALENDAR_RECURRENCE_INVALID');
  });
  test('more occurrences than are kept', () =>
    expect(code(() => starts(series('FREQ=DAILY;COUNT=501')))).toBe('CALENDAR_RECURRENCE_TOO_MANY'));
});
