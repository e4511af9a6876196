import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Busy, merged, overlaps } from './busy.ts';

const at = (n: number): Date => new Date(n * 60_000);
const period = fc
  .record({ from: fc.integer({ min: 0, max: 50 }), lasts: fc.integer({ min: 1, max: 10 }), tentative: fc.boolean() })
  .map(({ from, lasts, tentative }): Busy => ({ startsAt: at(from), endsAt: at(from + lasts), tentative }));
const many = fc.array(period, { maxLength: 12 });
const runs = { seed: 20261130, numRuns: 200 };
const covers = (all: readonly Busy[], minute: number, certain: boolean): boolean =>
  all.some((one) => one.startsAt <= at(minute) && one.endsAt > at(minute) && !(certain && one.tentative));

test('TIME-01 busy times cover the same minutes, without touching each other', () =>
  fc.assert(
    fc.property(many, (all) => {
      const found = merged(all, at(5), at(45));
      for (let minute = 5; minute < 45; minute++) {
        expect(covers(found, minute, false)).toBe(covers(all, minute, false));
        expect(covers(found, minute, true)).toBe(covers(all, minute, true));
      }
      for (const [n, one] of found.entries()) {
        const next = found[n + 1];
        if (next)
          expect(one.endsAt < next.startsAt || (one.endsAt.getTime() === next.startsAt.getTime() && one.tentative !== next.tentative)).toBe(
            true,
          );
      }
    }),
    runs,
  ));

test('TIME-01 conflicts are all pairs that overlap', () =>
  fc.assert(
    fc.property(many, (all) => {
      const pairs = all.flatMap((a, n) => all.slice(n + 1).filter((b) => a.startsAt < b.endsAt && b.startsAt < a.endsAt));
      expect(overlaps(all, 1_000)).toHaveLength(pairs.length);
    }),
    runs,
  ));
test('at most so many', () =>
  expect(
    overlaps(
      Array.from({ length: 9 }, () => ({ startsAt: at(1), endsAt: at(2) })),
      5,
    ),
  ).toHaveLength(5));
