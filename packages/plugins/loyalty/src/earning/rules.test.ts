import type { Id } from '@guanxi/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EarningRule, earn, type Purchase, whatIsLeft } from './rules.ts';
import { decimalOfUnits, unitsOf } from './units.ts';

const zone = 'Asia/Shanghai';
const rule = (o: Partial<EarningRule> = {}): EarningRule => ({
  id: 'r1' as Id<'LoyaltyRule'>,
  name: 'One a yuan',
  kind: 'BASE',
  rate: 10_000n,
  currency: 'CNY',
  points: 0,
  validFrom: Date.parse('2026-01-01T00:00:00Z'),
  validUntil: null,
  channels: [],
  products: [],
  tiers: [],
  minAmount: null,
  cap: null,
  ...o,
});
const purchase = (value: string, o: Partial<Purchase> = {}): Purchase => ({
  id: 'f1' as Id<'Fact'>,
  at: Date.parse('2026-03-01T00:00:00Z'),
  source: 's',
  value: unitsOf(value),
  currency: 'CNY',
  products: ['TEA'],
  channel: 'SHOP',
  orderRef: null,
  reversalOf: null,
  ...o,
});
const points = (rules: readonly EarningRule[], of: Purchase, tier: string | null = null): number =>
  earn(rules, of, tier, new Map(), zone).points;

describe('LOY-01 rules of earning', () => {
  test('points are whole: what is over is cut off for each purchase', () => {
    expect(points([rule()], purchase('9.9999'))).toBe(9);
    expect(points([rule({ rate: 1_000n })], purchase('99.99'))).toBe(9);
    expect(points([rule({ rate: 15_000n })], purchase('1'))).toBe(1);
    expect(points([rule()], purchase('0'))).toBe(0);
  });

  test.each([
    ['another currency', rule(), purchase('10', { currency: 'USD' })],
    ['before it holds', rule(), purchase('10', { at: Date.parse('2025-12-31T23:59:59Z') })],
    ['when it holds no more', rule({ validUntil: Date.parse('2026-03-01T00:00:00Z') }), purchase('10')],
    ['another channel', rule({ channels: ['WEB'] }), purchase('10')],
    ['no channel', rule({ channels: ['WEB'] }), purchase('10', { channel: null })],
    ['another product', rule({ products: ['WINE'] }), purchase('10')],
    ['another tier', rule({ tiers: ['GOLD'] }), purchase('10')],
    ['less than it wants', rule({ minAmount: unitsOf('10.01') }), purchase('10')],
  ])('nothing is earned by a rule for %s', (_, of, bought) => {
    expect(points([of], bought, 'SILVER')).toBe(0);
  });

  test('of base rules the best counts, and every bonus on top of it', () => {
    const rules = [
      rule({ rate: 10_000n }),
      rule({ id: 'r2' as never, rate: 20_000n, products: ['TEA'] }),
      rule({ id: 'r3' as never, kind: 'BONUS', rate: 5_000n, tiers: ['GOLD'] }),
      rule({ id: 'r4' as never, kind: 'BONUS', rate: null, currency: null, points: 7 }),
    ];
    expect(earn(rules, purchase('10'), 'GOLD', new Map(), zone).byRule.map((s) => [s.rule, s.points])).toEqual([
      ['r2', 20],
      ['r3', 5],
      ['r4', 7],
    ]);
  });

  test('a cap holds for its day, month or year in the tenant’s zone, or while the rule does', () => {
    const days = ['2026-03-01T15:59:59Z', '2026-03-01T16:00:00Z', '2026-04-01T00:00:00Z', '2027-01-01T00:00:00Z'];
    const each = (per: 'DAY' | 'MONTH' | 'YEAR' | 'CAMPAIGN') => {
      const given = new Map();
      const capped = rule({ cap: { points: 15, per } });
      return days.map((at) => earn([capped], purchase('10', { at: Date.parse(at) }), null, given, zone).points);
    };
    expect(each('DAY')).toEqual([10, 10, 10, 10]);
    expect(each('MONTH')).toEqual([10, 5, 10, 10]);
    expect(each('YEAR')).toEqual([10, 5, 0, 10]);
    expect(each('CAMPAIGN')).toEqual([10, 5, 0, 0]);
  });

  test('of a purchase that is taken back in part, what is left earns as it did; of one taken back whole, nothing', () => {
    const bonus = rule({ id: 'r2' as never, kind: 'BONUS', rate: null, currency: null, points: 7, minAmount: unitsOf('5') });
    const rules = new Map([rule(), bonus].map((r) => [r.id as string, r]));
    const earned = earn([...rules.values()], purchase('10'), null, new Map(), zone);
    expect(earned.points).toBe(17);
    expect(whatIsLeft(earned, rules, unitsOf('5.5')).points).toBe(12);
    expect(whatIsLeft(earned, rules, unitsOf('4.99')).points).toBe(4);
    expect(whatIsLeft(earned, rules, 0n).points).toBe(0);
  });

  test('whatever the rate and the amount: never more than their product, and less than a point below it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 13n }), fc.bigInt({ min: 0n, max: 10n ** 6n }), (value, rate) => {
        const got = BigInt(points([rule({ rate })], { ...purchase('0'), value }));
        expect(got * 100_000_000n <= value * rate && (got + 1n) * 100_000_000n > value * rate).toBe(true);
      }),
      { seed: 7 },
    );
  });

  test('decimals and units are the same numbers', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (units) => {
        expect(unitsOf(decimalOfUnits(units))).toBe(units);
      }),
      { seed: 8 },
    );
  });
});
