import { describe, expect, test } from 'vitest';
import { testClock } from './clock.ts';
import { testIds } from './ids.ts';

describe('the clock of tests', () => {
  test('stands still until it is moved', () => {
    const clock = testClock('2026-01-05T01:00:00Z');
    expect(clock.now()).toEqual(clock.now());
    clock.advance('P1DT2H3M4.5S');
    expect(clock.now().toISOString()).toBe('2026-01-06T03:03:04.500Z');
    clock.set('2026-02-01T00:00:00+08:00');
    expect(clock.now().toISOString()).toBe('2026-01-31T16:00:00.000Z');
  });
  test('refuses what is no duration of weeks and less', () => {
    expect(() => testClock().advance('P1M')).toThrow(RangeError);
    expect(() => testClock().advance('P')).toThrow(RangeError);
  });
});

describe('the ids of tests', () => {
  test('repeat, sort in the order they were made, and look like UUIDv7', () => {
    const now = new Date('2026-01-05T01:00:00Z');
    const make = (seed?: number) => {
      const ids = testIds(seed);
      return [ids.next(now), ids.next(now), ids.next(now)];
    };
    expect(make()).toEqual(make());
    expect([...make()].sort()).toEqual(make());
    expect(make(1)[0]).not.toBe(make(2)[0]);
    for (const id of make()) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
