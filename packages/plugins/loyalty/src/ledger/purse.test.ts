/** The arithmetic of lots, by properties: whatever happens in whatever order, nothing is lost, made or below nothing. */
import type { Id } from '@guanxi/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Lot, type Part, type Posting, Purse } from './purse.ts';

const day = (n: number): Date => new Date(Date.UTC(2026, 0, 1 + n));
function purse(lots: readonly Lot[] = []): Purse {
  let made = 0;
  return new Purse(lots, () => `lot-${String(++made).padStart(4, '0')}` as Id<'LoyaltyLot'>);
}
const earn = (of: Purse, points: number, expires: number | null, at = 0) =>
  of.credit('ISSUED', { points, earnedAt: day(at), expiresAt: expires === null ? null : day(expires) });
const total = (lines: readonly Posting[]): number => lines.reduce((sum, line) => sum + line.points, 0);
const ofBook = (lines: readonly Posting[], book: Posting['book']): number => total(lines.filter((line) => line.book === book));

describe('LOY-01 a purse', () => {
  test('spends first expiring first, of equals the older, and what never expires last', () => {
    const own = purse();
    const never = earn(own, 10, null).lot;
    const late = earn(own, 10, 30).lot;
    const soon = earn(own, 10, 20, 1).lot;
    const sooner = earn(own, 10, 20, 0).lot;
    const spent = own.spend('REDEEMED', 35, day(2));
    expect(spent?.parts.map((part) => [part.lot.id, part.points])).toEqual([
      [sooner, 10],
      [soon, 10],
      [late, 10],
      [never, 5],
    ]);
  });

  test('does not spend what has expired, to the millisecond', () => {
    const own = purse();
    earn(own, 10, 5);
    expect(own.available(new Date(day(5).getTime() - 1))).toBe(10);
    expect(own.available(day(5))).toBe(0);
    expect(own.spend('REDEEMED', 1, day(5))).toBeNull();
    expect(own.expire(day(5))).toEqual([
      { book: 'MEMBER', lotId: 'lot-0001', points: -10 },
      { book: 'EXPIRED', lotId: null, points: 10 },
    ]);
    expect(own.points).toBe(0);
  });

  test('gives back exactly what came in wrongly: of its lot, of the others, and owes what was spent', () => {
    const own = purse();
    const { lot } = earn(own, 100, 10);
    earn(own, 30, 40);
    own.spend('REDEEMED', 80, day(1));
    const lines = own.takeBack('ISSUED', 100, lot, day(2));
    expect(ofBook(lines, 'ISSUED')).toBe(100);
    expect([own.points, own.debt]).toEqual([0, 50]);
    expect(own.changes().find((l) => l.id === lot)).toMatchObject({ points: 80, remaining: 0 });
  });

  test('what expired unspent is taken back from there, and nobody owes it', () => {
    const own = purse();
    const { lot } = earn(own, 100, 5);
    own.spend('REDEEMED', 30, day(1));
    own.expire(day(6));
    earn(own, 40, null, 6);
    const lines = own.takeBack('ISSUED', 100, lot, day(7));
    expect([ofBook(lines, 'EXPIRED'), ofBook(lines, 'ISSUED'), total(lines)]).toEqual([-70, 100, 0]);
    expect([own.points, own.debt]).toEqual([10, 0]);
  });

  test('what comes in pays what is owed first, and the entry says so', () => {
    const own = purse();
    const { lot } = earn(own, 50, null);
    own.spend('REDEEMED', 50, day(1));
    own.takeBack('ISSUED', 50, lot, day(2));
    const { lines } = earn(own, 70, null, 3);
    expect(lines).toEqual([
      { book: 'ISSUED', lotId: null, points: -70 },
      { book: 'MEMBER', lotId: 'lot-0003', points: 70 },
      { book: 'MEMBER', lotId: 'lot-0003', points: -50 },
      { book: 'DEBT', lotId: 'lot-0002', points: 50 },
    ]);
    expect([own.points, own.debt]).toEqual([20, 0]);
  });

  test('what was drawn comes back into its lots with the time it had; of a lot that went elsewhere, into one of its own', () => {
    const own = purse();
    earn(own, 10, 5);
    const spent = own.spend('HELD', 10, day(1)) as { parts: readonly Part[] };
    const parts = spent.parts.map(({ lot, points }) => ({ lotId: lot.id, points, earnedAt: lot.earnedAt, expiresAt: lot.expiresAt }));
    own.giveBack('HELD', parts);
    expect([own.points, own.available(day(6))]).toEqual([10, 0]);
    const other = purse();
    other.giveBack('HELD', parts);
    expect(other.changes()).toMatchObject([{ points: 10, remaining: 10, expiresAt: day(5) }]);
  });

  const amount = fc.integer({ min: 1, max: 200 });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('earn' as const), points: amount, expires: fc.option(fc.integer({ min: 0, max: 60 })) }),
    fc.record({ kind: fc.constant('spend' as const), points: amount, hold: fc.boolean() }),
    fc.record({ kind: fc.constant('takeBack' as const), which: fc.nat(), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.record({ kind: fc.constant('giveBack' as const), which: fc.nat() }),
    fc.record({ kind: fc.constant('expire' as const) }),
  );

  test('whatever happens: every entry comes to nothing, no balance is below nothing, what lines say is what is left', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const own = purse();
        const all: Posting[] = [];
        const earned: { lot: Id<'LoyaltyLot'>; left: number }[] = [];
        const held: { points: number; parts: readonly Part[] }[] = [];
        let house = 0;
        for (const [at, s] of steps.entries()) {
          const now = day(at);
          let lines: readonly Posting[] = [];
          if (s.kind === 'earn') {
            const made = earn(own, s.points, s.expires === null ? null : at + s.expires, at);
            earned.push({ lot: made.lot, left: s.points });
            lines = made.lines;
          } else if (s.kind === 'spend') {
            const before = own.available(now);
            const spent = own.spend(s.hold ? 'HELD' : 'REDEEMED', s.points, now);
            expect(spent === null).toBe(before < s.points);
            if (spent && s.hold) held.push({ points: s.points, parts: spent.parts });
            lines = spent?.lines ?? [];
          } else if (s.kind === 'takeBack') {
            const one = earned[s.which % Math.max(1, earned.length)];
            const points = Math.ceil((one?.left ?? 0) * s.part);
            if (!one || points === 0) continue;
            one.left -= points;
            lines = own.takeBack('ISSUED', points, one.lot, now);
            expect(ofBook(lines, 'ISSUED')).toBe(points);
          } else if (s.kind === 'giveBack') {
            const [one] = held.splice(s.which % Math.max(1, held.length), 1);
            if (!one) continue;
            lines = own.giveBack(
              'HELD',
              one.parts.map(({ lot, points }) => ({ lotId: lot.id, points, earnedAt: lot.earnedAt, expiresAt: lot.expiresAt })),
            );
          } else lines = own.expire(now);
          expect(total(lines)).toBe(0);
          all.push(...lines);
          house -= lines.filter((line) => line.lotId === null).reduce((sum, line) => sum + line.points, 0);
          expect(own.points).toBeGreaterThanOrEqual(0);
          expect(own.debt).toBeGreaterThanOrEqual(0);
          expect(own.points - own.debt).toBe(house);
        }
        for (const lot of own.changes()) {
          const left = all.filter((line) => line.lotId === lot.id).reduce((sum, line) => sum + line.points, 0);
          expect(lot.remaining).toBe(left);
          expect(lot.expired).toBeGreaterThanOrEqual(0);
          const [low, high] = lot.book === 'MEMBER' ? [0, lot.points - lot.expired] : [lot.points, 0];
          expect(lot.remaining).toBeGreaterThanOrEqual(low);
          expect(lot.remaining).toBeLessThanOrEqual(high);
        }
      }),
      { seed: 20260105, numRuns: 500 },
    );
  });
});
