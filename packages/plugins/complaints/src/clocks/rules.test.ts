/** The rules of limits, without a database: a clock of whole hours stands for a calendar's. */
import type { BusinessClock } from '@guanxi/plugin-calendar';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueTimes, minutesSince, type PolicyTerms, policyFor, warnAt } from './rules.ts';

const hour = 3_600_000;
const at = (hours: number): Date => new Date(Date.UTC(2026, 0, 5) + hours * hour);
const millisecondsOf = (duration: string): number => {
  const [, sign = '', h = '0', s = '0'] = /^(-?)PT(?:(\d+)H)?(?:(\d+)S)?$/.exec(duration) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(h) * hour + Number(s) * 1_000);
};
/** Time that never stands still. */
const always: BusinessClock = {
  calendar: null,
  zone: 'UTC',
  add: (from, duration) => ({ at: new Date(from.getTime() + millisecondsOf(duration)), provisional: false }),
  between: (a, b) => ({ milliseconds: b.getTime() - a.getTime(), provisional: false }),
  isOpen: () => true,
  nextOpening: (from) => ({ at: from, provisional: false }),
};
const limits = { ackWithin: 'PT0H', handleWithin: 'PT72H' };
const from = { receivedAt: at(0), handlingFrom: at(0) };

test('CMPL-03 limits count from receipt, and that of handling is put off by as long as the customer was waited for', () => {
  expect(dueTimes(always, from, limits, [])).toEqual({ ackDue: at(0), handleDue: at(72), provisional: false });
  const waits = [
    { from: at(2), to: at(5) },
    { from: at(10), to: at(20) },
    { from: at(30), to: null },
  ];
  expect(dueTimes(always, from, limits, waits).handleDue).toEqual(at(85));
});

test('CMPL-03 after a reopening only later waits count', () => {
  const reopened = { receivedAt: at(0), handlingFrom: at(100) };
  const waits = [
    { from: at(2), to: at(5) },
    { from: at(110), to: at(111) },
  ];
  expect(dueTimes(always, reopened, limits, waits)).toMatchObject({ ackDue: at(0), handleDue: at(173) });
});

test('CMPL-03 a warning lies between receipt and limit, or there is none', () => {
  expect(warnAt(always, at(72), 'PT4H', at(0))).toEqual(at(68));
  expect(warnAt(always, at(3), 'PT4H', at(0))).toBeNull();
  expect(warnAt(always, at(72), 'PT0H', at(0))).toBeNull();
});

test('CMPL-03 (property) waiting never brings a limit nearer, and minutes used plus minutes waited are minutes passed', () => {
  const wait = fc
    .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 50 }))
    .map(([a, n]) => ({ from: at(a), to: at(a + n) }));
  fc.assert(
    fc.property(fc.array(wait, { maxLength: 5 }), (waits) => {
      const due = dueTimes(always, from, limits, waits).handleDue;
      expect(due.getTime()).toBeGreaterThanOrEqual(at(72).getTime());
    }),
    { seed: 20_260_105 },
  );
  fc.assert(
    fc.property(wait, fc.integer({ min: 300, max: 400 }), (w, end) => {
      const waited = (w.to.getTime() - w.from.getTime()) / 60_000;
      expect(minutesSince(always, at(0), at(end), [w])).toBe(end * 60 - waited);
    }),
    { seed: 20_260_106 },
  );
});

const policy = (id: string, o: Partial<PolicyTerms> = {}): PolicyTerms => ({
  id,
  type: null,
  class: null,
  minSeverity: null,
  keyCustomer: false,
  ...o,
});
const facts = { type: 'COMPLAINT', class: 'PROJECT_QUALITY', severity: 3, keyCustomer: false };

test('CMPL-03 the most particular policy holds: customer before class before severity before type', () => {
  const all = [
    policy('a'),
    policy('b', { type: 'COMPLAINT' }),
    policy('c', { minSeverity: 3 }),
    policy('d', { class: 'PROJECT_QUALITY' }),
    policy('e', { keyCustomer: true }),
    policy('f', { minSeverity: 5 }),
  ];
  expect(policyFor(all, facts)?.id).toBe('d');
  expect(policyFor(all, { ...facts, class: null })?.id).toBe('c');
  expect(policyFor(all, { ...facts, class: null, severity: 1 })?.id).toBe('b');
  expect(policyFor(all, { ...facts, class: null, severity: 5 })?.id).toBe('f');
  expect(policyFor(all, { ...facts, keyCustomer: true })?.id).toBe('e');
  expect(policyFor(all, { type: 'PRAISE', class: null, severity: 1, keyCustomer: false })?.id).toBe('a');
  expect(policyFor([policy('b', { type: 'COMPLAINT' })], { ...facts, type: 'PRAISE' })).toBeNull();
});

test('CMPL-03 (property) which policy holds does not hang on the order in which they are read', () => {
  const some = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 0, max: 9_999 }).map(String),
      type: fc.constantFrom(null, 'COMPLAINT', 'PRAISE'),
      class: fc.constantFrom(null, 'PROJECT_QUALITY', 'SALES_PROMISE'),
      minSeverity: fc.constantFrom(null, 1, 3, 5),
      keyCustomer: fc.boolean(),
    }),
    { selector: (p) => p.id, maxLength: 8 },
  );
  fc.assert(
    fc.property(some, (all) => {
      expect(policyFor(all.toReversed(), facts)).toEqual(policyFor(all, facts));
    }),
    { seed: 20_260_107 },
  );
});
