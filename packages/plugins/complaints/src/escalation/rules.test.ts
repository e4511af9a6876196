import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from './digest-rules.ts';
import { climb, type Rung, type Situation } from './rules.ts';

const rung = (level: number, cause: string, o: Partial<Rung> = {}): Rung => ({
  level,
  cause,
  threshold: null,
  minSeverity: 1,
  role: `role-${level}`,
  ...o,
});
const ladder = [
  rung(1, 'BREACH'),
  rung(1, 'REPETITION', { threshold: 3 }),
  rung(2, 'SEVERITY', { threshold: 5 }),
  rung(2, 'KEY_CUSTOMER', { minSeverity: 3 }),
  rung(3, 'AGE'),
];
const calm: Situation = { severity: 2, keyCustomer: false, complaints: 1, breached: false };
const levels = (s: Partial<Situation>, climbed: readonly number[] = []) =>
  climb(ladder, { ...calm, ...s }, new Set(climbed)).map(({ level, cause }) => `${level} ${cause}`);

test('CMPL-07 a case climbs for its severity, repetition, key customer and breach, each level once', () => {
  expect(levels({})).toEqual([]);
  expect(levels({ breached: true })).toEqual(['1 BREACH']);
  expect(levels({ complaints: 3 })).toEqual(['1 REPETITION']);
  expect(levels({ complaints: 2 })).toEqual([]);
  expect(levels({ severity: 5 })).toEqual(['2 SEVERITY']);
  expect(levels({ keyCustomer: true })).toEqual([]);
  expect(levels({ keyCustomer: true, severity: 3 })).toEqual(['2 KEY_CUSTOMER']);
  expect(levels({ breached: true, severity: 5, keyCustomer: true })).toEqual(['1 BREACH', '2 SEVERITY']);
  expect(levels({ breached: true, severity: 5 }, [1])).toEqual(['2 SEVERITY']);
});

test('CMPL-07 (property) nothing is climbed twice, age waits for its time, and worse never means lower', () => {
  const situation = fc.record({
    severity: fc.integer({ min: 1, max: 5 }),
    keyCustomer: fc.boolean(),
    complaints: fc.integer({ min: 1, max: 6 }),
    breached: fc.boolean(),
  });
  fc.assert(
    fc.property(situation, (s) => {
      const steps = climb(ladder, s, new Set());
      expect(climb(ladder, s, new Set(steps.map((step) => step.level)))).toEqual([]);
      expect(steps.some((step) => step.cause === 'AGE')).toBe(false);
      const worse = climb(ladder, { ...s, severity: 5, breached: true }, new Set());
      expect(worse.length).toBeGreaterThanOrEqual(steps.length);
    }),
    { seed: 20_260_108 },
  );
});

test('CMPL-07 the digest tells what was suppressed beside what was not, the highest first', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 0, day));
  const escalation = (number: string, level: number, suppressedReason: string | null) => ({
    id: number,
    number,
    severity: 3,
    level,
    cause: 'AGE',
    suppressedBy: suppressedReason && '王总',
    suppressedReason,
  });
  const cases = [
    { receivedAt: at(5), closedAt: null, overdue: true },
    { receivedAt: at(1), closedAt: at(6), overdue: false },
    { receivedAt: at(1), closedAt: at(7), overdue: false },
  ];
  const all = [escalation('C-1', 1, null), escalation('C-2', 3, null), escalation('C-3', 2, '已与客户电话说明')];
  expect(digestOf({ from: at(5), to: at(7) }, cases, all, 2)).toMatchObject({
    received: 1,
    closed: 1,
    open: 1,
    overdue: 1,
    brokenPromises: 2,
    escalated: [{ number: 'C-2' }, { number: 'C-1' }],
    suppressed: [{ number: 'C-3', suppressedBy: '王总', suppressedReason: '已与客户电话说明' }],
  });
});
