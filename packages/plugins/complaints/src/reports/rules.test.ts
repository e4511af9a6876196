import { expect, test } from 'vitest';
import { bandOf, type CountedCase, grouped, numbersOf, periodOf, quantile } from './rules.ts';

const at = (hours: number): Date => new Date(Date.UTC(2026, 0, 5, hours));
const one = (o: Partial<CountedCase> = {}): CountedCase => ({
  ackMinutes: null,
  solveMinutes: null,
  acknowledgedAt: null,
  ackDue: null,
  solvedAt: null,
  handleDue: null,
  handleBreachedAt: null,
  closedAt: null,
  reopenedCount: 0,
  promises: [],
  ...o,
});

test('CMPL-02 quantiles are those of Postgres', () => {
  expect(quantile([], 0.5)).toBeNull();
  expect(quantile([10], 0.9)).toBe(10);
  expect(quantile([10, 20], 0.5)).toBe(15);
  expect(quantile([50, 10, 30, 20, 40], 0.9)).toBe(46);
});

test('CMPL-02 of nothing there are no rates, and no division by zero', () => {
  expect(numbersOf([])).toEqual({
    volume: 0,
    open: 0,
    ackMinutesMedian: null,
    ackMinutesP90: null,
    solveMinutesMedian: null,
    solveMinutesP90: null,
    acknowledgedInTime: null,
    solvedInTime: null,
    reopenRate: null,
    promiseKeptRate: null,
  });
});

test('CMPL-02, CMPL-05 rates are of those that can be in time, reopened or kept', () => {
  const numbers = numbersOf([
    one({ ackMinutes: 10, acknowledgedAt: at(1), ackDue: at(1), solvedAt: at(5), handleDue: at(6), closedAt: at(7), solveMinutes: 300 }),
    one({
      ackMinutes: 30,
      acknowledgedAt: at(3),
      ackDue: at(2),
      solvedAt: at(5),
      handleDue: at(6),
      handleBreachedAt: at(4),
      solveMinutes: 100,
    }),
    one({
      reopenedCount: 1,
      promises: [
        { state: 'FULFILLED', brokenAt: null },
        { state: 'FULFILLED', brokenAt: at(3) },
      ],
    }),
    one({
      promises: [
        { state: 'BROKEN', brokenAt: at(2) },
        { state: 'OPEN', brokenAt: null },
        { state: 'RELEASED', brokenAt: null },
      ],
    }),
  ]);
  expect(numbers).toMatchObject({
    volume: 4,
    open: 3,
    ackMinutesMedian: 20,
    solveMinutesMedian: 200,
    acknowledgedInTime: 0.5,
    solvedInTime: 0.5,
    reopenRate: 0.5,
    promiseKeptRate: 0.3333,
  });
});

test('CMPL-02 groups stand in the order of their keys, without a value apart', () => {
  const groups = grouped([{ k: 'b' }, { k: null }, { k: 'a' }, { k: 'b' }], (c) => [c.k]);
  expect(groups.map(({ keys, cases }) => [keys[0], cases.length])).toEqual([
    ['a', 1],
    ['b', 2],
    [null, 1],
  ]);
});

test('CMPL-02 periods begin in the tenant’s zone', () => {
  const newYear = new Date('2025-12-31T17:00:00Z');
  expect((['DAY', 'MONTH', 'QUARTER', 'YEAR'] as const).map((p) => periodOf(newYear, p, 'Asia/Shanghai'))).toEqual([
    '2026-01-01',
    '2026-01',
    '2026-Q1',
    '2026',
  ]);
  expect(periodOf(newYear, 'YEAR', 'UTC')).toBe('2025');
});

test('CMPL-02 ages fall into bands', () => {
  expect([0, 1, 2, 3, 13, 14, 89, 90, 5_000].map(bandOf)).toEqual([0, 1, 1, 3, 7, 14, 30, 90, 90]);
});
