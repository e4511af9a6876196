/** The clock against what must hold of any clock, and against one that goes minute by minute. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { regionOf } from '../holidays/known.ts';
import { libraryOf } from '../holidays/library.ts';
import { businessClock } from './clock.ts';
import type { Timetable } from './days.ts';
import { isoOf } from './duration.ts';
import type { Hours } from './hours.ts';

/** Both hemispheres, half-hour changes, midnights that do not exist, offsets that are no whole hours, none at all. */
const zones = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'UTC',
];
const two = (n: number): string => String(n).padStart(2, '0');
const hours: fc.Arbitrary<readonly Hours[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 95 }), { minLength: 0, maxLength: 6 })
  .map((quarters) => quarters.toSorted((a, b) => a - b))
  .map((at) =>
    Array.from({ length: Math.floor(at.length / 2) }, (_, n) => {
      const [from = 0, to = 0] = at.slice(n * 2, n * 2 + 2);
      return { opens: `${two(Math.floor(from / 4))}:${two((from % 4) * 15)}`, closes: `${two(Math.floor(to / 4))}:${two((to % 4) * 15)}` };
    }),
  );
const night: readonly Hours[] = [{ opens: '22:00', closes: '05:30' }];
const timetable: fc.Arbitrary<Timetable> = fc
  .record({
    zone: fc.constantFrom(...zones),
    week: fc.array(fc.oneof({ weight: 5, arbitrary: hours }, { weight: 1, arbitrary: fc.constant(night) }), { minLength: 7, maxLength: 7 }),
    region: fc.constantFrom(null, regionOf(libraryOf('CN'))),
    exceptions: fc.constantFrom(
      new Map(),
      new Map<string, readonly Hours[]>([
        ['2025-10-26', night],
        ['2025-03-30', []],
      ]),
    ),
  })
  .filter(({ week }) => week.some((day) => day.length > 0))
  .map((one) => ({ ...one, makeUpWeekday: one.week.findIndex((day) => day.length > 0) + 1 }));
/** Two years that the library knows, with a leap day near and every change of the clocks. */
const instant = fc
  .integer({ min: Date.UTC(2023, 11, 1), max: Date.UTC(2025, 10, 30) })
  .map((t) => new Date(Math.floor(t / 60_000) * 60_000));
const span = fc.integer({ min: 0, max: 60 * 200 }).map((minutes) => minutes * 60_000);

const runs = { seed: 20261130, numRuns: 150 };
const check = <T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>): void => fc.assert(property as fc.IProperty<unknown>, runs);

describe('TIME-01 properties of the business clock', () => {
  test('between takes back what add has added', () =>
    check(
      fc.property(timetable, instant, span, (of, from, time) => {
        const clock = businessClock(of);
        expect(clock.between(from, clock.add(from, isoOf(time)).at).milliseconds).toBe(time);
      }),
    ));
  test('the way back is as long', () =>
    check(
      fc.property(timetable, instant, span, (of, from, time) => {
        const clock = businessClock(of);
        const before = clock.add(from, isoOf(-time)).at;
        expect(clock.between(before, from).milliseconds).toBe(time);
        expect(clock.between(from, before).milliseconds).toBe(time === 0 ? 0 : -time);
      }),
    ));
  test('adding is monotone, in time and in days', () =>
    check(
      fc.property(
        timetable,
        instant,
        fc.integer({ min: 0, max: 30 * 24 * 60 }),
        span,
        fc.integer({ min: 0, max: 20 }),
        (of, from, later, time, days) => {
          const clock = businessClock(of);
          const after = new Date(from.getTime() + later * 60_000);
          for (const duration of [isoOf(time), `P${days}D`, `-P${days}D`, `P1M`])
            expect(clock.add(from, duration).at.getTime()).toBeLessThanOrEqual(clock.add(after, duration).at.getTime());
        },
      ),
    ));
  test('adding twice is adding the sum; between is additive', () =>
    check(
      fc.property(timetable, instant, span, span, (of, from, one, other) => {
        const clock = businessClock(of);
        const middle = clock.add(from, isoOf(one)).at;
        const end = clock.add(middle, isoOf(other)).at;
        expect(end).toEqual(clock.add(from, isoOf(one + other)).at);
        expect(clock.between(from, end).milliseconds).toBe(
          clock.between(from, middle).milliseconds + clock.between(middle, end).milliseconds,
        );
      }),
    ));
  test('days lead to a moment that is worked, or to the end of one', () =>
    check(
      fc.property(timetable, instant, fc.integer({ min: 1, max: 30 }), (of, from, days) => {
        const clock = businessClock(of);
        const { at } = clock.add(from, `P${days}D`);
        expect(clock.isOpen(at) || clock.isOpen(new Date(at.getTime() - 1))).toBe(true);
      }),
    ));
  test('the next opening is open, and nothing is worked before it', () =>
    check(
      fc.property(timetable, instant, (of, from) => {
        const clock = businessClock(of);
        const { at } = clock.nextOpening(from);
        expect(clock.isOpen(at)).toBe(true);
        expect(clock.between(from, at).milliseconds).toBe(0);
      }),
    ));
  test('between is as many minutes as are open, one by one', () =>
    fc.assert(
      fc.property(timetable, instant, fc.integer({ min: 0, max: 3 * 24 * 60 }), (of, from, minutes) => {
        const clock = businessClock(of);
        const open = Array.from({ length: minutes }, (_, n) => new Date(from.getTime() + n * 60_000)).filter(clock.isOpen).length;
        expect(clock.between(from, new Date(from.getTime() + minutes * 60_000)).milliseconds).toBe(open * 60_000);
      }),
      { ...runs, numRuns: 40 },
    ));
});

describe('TIME-01 exact where the clocks change', () => {
  const always = (zone: string, of: readonly Hours[]) =>
    businessClock({ zone, week: Array.from({ length: 7 }, () => of), makeUpWeekday: 1, exceptions: new Map(), region: null });
  const hour = 3_600_000;
  test('a day from midnight to midnight has 23 or 25 hours', () => {
    const berlin = always('Europe/Berlin', [{ opens: '00:00', closes: '24:00' }]);
    const day = (date: string) => berlin.day(date).spans.reduce((sum, s) => sum + s.to.getTime() - s.from.getTime(), 0) / hour;
    expect([day('2026-03-29'), day('2026-10-25'), day('2026-06-01')]).toEqual([23, 25, 24]);
    const cairo = always('Africa/Cairo', [{ opens: '00:00', closes: '24:00' }]);
    expect(cairo.between(new Date('2026-04-23T22:00:00Z'), new Date('2026-04-24T21:00:00Z')).milliseconds).toBe(23 * hour);
  });
  test('hours that are left out are not worked, and none are worked twice', () => {
    const early = always('America/New_York', [{ opens: '02:15', closes: '02:45' }]);
    expect(early.day('2026-03-08').spans).toEqual([]);
    const around = always('America/New_York', [{ opens: '01:30', closes: '03:30' }]);
    expect(around.day('2026-03-08').spans.map((s) => (s.to.getTime() - s.from.getTime()) / hour)).toEqual([1]);
    expect(around.day('2026-11-01').spans.map((s) => (s.to.getTime() - s.from.getTime()) / hour)).toEqual([3]);
  });
  test('a day that a zone has left out altogether is not worked', () => {
    const samoa = always('Pacific/Apia', [{ opens: '09:00', closes: '17:00' }]);
    expect(samoa.day('2011-12-30').spans).toEqual([]);
    expect(samoa.day('2011-12-31').spans).toHaveLength(1);
  });
});
