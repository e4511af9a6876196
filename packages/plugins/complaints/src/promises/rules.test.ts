import { decimalOf } from '@guanxi/core';
import { expect, test } from 'vitest';
import { mayPromise } from './rules.ts';

const now = new Date('2026-01-05T01:00:00Z');
const inDays = (days: number): Date => new Date(now.getTime() + days * 86_400_000);
const money = (amount: string, currency = 'CNY') => ({ amount: decimalOf(amount), currency });
const own = [{ maxAmount: decimalOf('0'), maxDays: 30 }];
const at = { now, currency: 'CNY' };

test('CMPL-05 what costs nothing is promised within the days of an authority', () => {
  expect(mayPromise(own, { value: null, dueAt: inDays(30) }, at)).toBe(true);
  expect(mayPromise(own, { value: money('0.0000'), dueAt: inDays(1) }, at)).toBe(true);
  expect(mayPromise(own, { value: null, dueAt: new Date(inDays(30).getTime() + 1) }, at)).toBe(false);
});

test('CMPL-05 an amount is within an authority up to its last digit, and exactly', () => {
  const manager = [...own, { maxAmount: decimalOf('1000.5'), maxDays: 7 }];
  expect(mayPromise(manager, { value: money('1000.5000'), dueAt: inDays(7) }, at)).toBe(true);
  expect(mayPromise(manager, { value: money('1000.5001'), dueAt: inDays(7) }, at)).toBe(false);
  expect(mayPromise(manager, { value: money('999999999999999.9999'), dueAt: inDays(1) }, at)).toBe(false);
});

test('CMPL-05 one authority covers both amount and days: the better halves of two are no whole', () => {
  const halves = [
    { maxAmount: decimalOf('1000'), maxDays: 1 },
    { maxAmount: decimalOf('0'), maxDays: 90 },
  ];
  expect(mayPromise(halves, { value: money('500'), dueAt: inDays(10) }, at)).toBe(false);
});

test('CMPL-05 an amount in another currency is within nobody’s authority (G4)', () => {
  const boss = [{ maxAmount: decimalOf('1000000'), maxDays: 365 }];
  expect(mayPromise(boss, { value: money('1', 'USD'), dueAt: inDays(1) }, at)).toBe(false);
  expect(mayPromise([], { value: null, dueAt: inDays(0) }, at)).toBe(false);
});
