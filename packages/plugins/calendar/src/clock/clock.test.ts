import { describe, expect, test } from 'vitest';
import { regionOf } from '../holidays/known.ts';
import { libraryOf } from '../holidays/library.ts';
import { alwaysClock } from './always.ts';
import { businessClock } from './clock.ts';
import type { Timetable } from './days.ts';
import type { Hours } from './hours.ts';

const nine: readonly Hours[] = [{ opens: '09:00', closes: '18:00' }];
const office: Timetable = {
  zone: 'Asia/Shanghai',
  week: [nine, nine, nine, nine, nine, [], []],
  makeUpWeekday: 1,
  exceptions: new Map(),
  region: regionOf(libraryOf('CN')),
};
const clock = businessClock(office);
/** In Shanghai. */
const at = (text: string): Date => new Date(`${text}:00+08:00`);
const told = ({ at: when, provisional }: { at: Date; provisional: boolean }): string =>
  `${new Date(when.getTime() + 8 * 3_600_000).toISOString().slice(0, 16)}${provisional ? '?' : ''}`;

describe('TIME-01 hours are time that is worked', () => {
  test('a deadline falls on the end of a day, not on the next morning', () => {
    expect(told(clock.add(at('2026-03-02T10:00'), 'PT8H'))).toBe('2026-03-02T18:00');
    expect(told(clock.add(at('2026-03-02T10:00'), 'PT8H1M'))).toBe('2026-03-03T09:01');
  });
  test('nights and weekends do not count', () => {
    expect(told(clock.add(at('2026-03-06T16:00'), 'PT4H'))).toBe('2026-03-09T11:00');
    expect(told(clock.add(at('2026-03-07T12:00'), 'PT1H'))).toBe('2026-03-09T10:00');
    expect(clock.between(at('2026-03-06T16:00'), at('2026-03-09T11:00')).milliseconds).toBe(4 * 3_600_000);
  });
  test('nor do public holidays, but the days worked in exchange do', () => {
    // Spring Festival 2026: Saturday 14 February is worked, the 15th to the 23rd are free, Saturday the 28th is worked.
    expect(told(clock.add(at('2026-02-13T21:00'), 'PT10H'))).toBe('2026-02-24T10:00');
    expect(clock.isOpen(at('2026-02-14T09:00'))).toBe(true);
    expect(clock.isOpen(at('2026-02-17T10:00'))).toBe(false);
    expect(told(clock.add(at('2026-02-27T18:00'), 'P1D'))).toBe('2026-03-02T09:00');
  });
  test('nothing added is nothing moved, and back leads back', () => {
    expect(told(clock.add(at('2026-03-07T12:00'), 'PT0S'))).toBe('2026-03-07T12:00');
    expect(told(clock.add(at('2026-03-09T11:00'), '-PT4H'))).toBe('2026-03-06T16:00');
    expect(clock.between(at('2026-03-09T11:00'), at('2026-03-06T16:00')).milliseconds).toBe(-4 * 3_600_000);
  });
});

describe('TIME-01 days are days that are worked', () => {
  test('at the same time of day, counted from the next opening', () => {
    expect(told(clock.add(at('2026-03-06T17:00'), 'P1D'))).toBe('2026-03-09T17:00');
    expect(told(clock.add(at('2026-03-07T12:00'), 'P1D'))).toBe('2026-03-10T09:00');
    expect(told(clock.add(at('2026-03-02T20:00'), 'P2D'))).toBe('2026-03-05T09:00');
  });
  test('never past the hours of a short day', () => {
    const short = businessClock({ ...office, exceptions: new Map([['2026-03-10', [{ opens: '09:00', closes: '12:00' }]]]) });
    expect(told(short.add(at('2026-03-09T17:00'), 'P1D'))).toBe('2026-03-10T12:00');
  });
  test('back leads to the same time of a day before', () => {
    expect(told(clock.add(at('2026-03-09T10:00'), '-P1D'))).toBe('2026-03-06T10:00');
    expect(told(clock.add(at('2026-03-08T10:00'), '-P1D'))).toBe('2026-03-05T18:00');
  });
});

test('TIME-01 months and weeks are of the wall calendar, moved to the next opening', () => {
  expect(told(clock.add(at('2026-02-06T15:00'), 'P1M'))).toBe('2026-03-06T15:00');
  expect(told(clock.add(at('2026-02-07T15:00'), 'P1M'))).toBe('2026-03-09T09:00');
  expect(told(clock.add(at('2026-03-02T15:00'), 'P1WT2H'))).toBe('2026-03-09T17:00');
});

describe('TIME-01 years that are not published yet', () => {
  const published = regionOf(new Map([...libraryOf('CN')].filter(([year]) => year <= 2025)));
  const early = businessClock({ ...office, region: published });
  test('what is reckoned over them is provisional, with the last week of the year before', () => {
    expect(early.add(at('2025-12-22T10:00'), 'PT9H')).toMatchObject({ provisional: false });
    expect(told(early.add(at('2025-12-24T17:00'), 'PT2H'))).toBe('2025-12-25T10:00?');
    expect(early.add(at('2026-02-13T17:00'), 'PT2H').provisional).toBe(true);
    expect(early.between(at('2025-12-01T09:00'), at('2026-01-05T09:00')).provisional).toBe(true);
  });
  test('and is otherwise once they are', () => {
    expect(told(early.add(at('2026-02-13T17:00'), 'PT2H'))).toBe('2026-02-16T10:00?');
    expect(told(clock.add(at('2026-02-13T17:00'), 'PT2H'))).toBe('2026-02-14T10:00');
  });
  test('a day with hours of its own is known whatever is published', () => {
    const own = businessClock({ ...office, region: published, exceptions: new Map([['2026-03-02', nine]]) });
    expect(own.add(at('2026-03-02T10:00'), 'PT1H').provisional).toBe(false);
  });
});

describe('TIME-01 hours past midnight belong to the day on which they began', () => {
  const night = businessClock({ ...office, region: null, week: Array.from({ length: 7 }, () => [{ opens: '22:00', closes: '06:00' }]) });
  test('and are open on both sides of it', () => {
    expect(night.isOpen(at('2026-03-02T23:00'))).toBe(true);
    expect(night.isOpen(at('2026-03-03T05:59'))).toBe(true);
    expect(night.isOpen(at('2026-03-03T06:00'))).toBe(false);
    expect(told(night.add(at('2026-03-03T05:00'), 'PT2H'))).toBe('2026-03-03T23:00');
    expect(told(night.add(at('2026-03-03T05:00'), 'P1D'))).toBe('2026-03-04T05:00');
  });
});

test('ALWAYS never stands still, and its days are those on the wall', () => {
  const always = alwaysClock('Europe/Berlin');
  expect(always.add(new Date('2026-03-28T11:00:00Z'), 'PT24H').at.toISOString()).toBe('2026-03-29T11:00:00.000Z');
  expect(always.add(new Date('2026-03-28T11:00:00Z'), 'P1D').at.toISOString()).toBe('2026-03-29T10:00:00.000Z');
  expect(always.add(new Date('2026-03-28T11:00:00Z'), '-PT72H').provisional).toBe(false);
});

test('what is no duration, or leads too far, is an error', () => {
  expect(() => clock.add(at('2026-03-02T10:00'), 'soon')).toThrow(RangeError);
  expect(() => clock.add(at('2026-03-02T10:00'), 'P20000D')).toThrow(RangeError);
});
