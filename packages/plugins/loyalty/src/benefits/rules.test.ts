import type { Id } from '@guanxi/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unitsOf } from '../earning/units.ts';
import { type Benefit, type Case, judge } from './rules.ts';

const now = Date.parse('2026-06-15T04:00:00Z');
const day = 86_400_000;
const benefit = (id: string, o: Partial<Benefit> = {}): Benefit => ({
  id: id as Id<'LoyaltyBenefit'>,
  name: id,
  kind: 'DISCOUNT',
  percent: unitsOf('10'),
  uses: null,
  tiers: [],
  record: null,
  ...o,
});
const of = (o: Partial<Case> = {}): Case => ({ now, zone: 'Asia/Shanghai', tier: 'GOLD', bought: [], used: [], orderRef: 'SO-1', ...o });
const stacking = { most: 2, discount: unitsOf('30') };
const told = (benefits: readonly Benefit[], c = of()) =>
  judge(benefits, c, stacking).map((j) => `${j.benefit.id} ${j.ground} ${j.refused}`);

describe('LOY-03 benefits', () => {
  test('are by tier, by the record of transactions, or for every member', () => {
    const record = { minSpend: unitsOf('100'), currency: 'CNY', minOrders: 2, months: 3 };
    const all = [
      benefit('gold', { tiers: ['GOLD'] }),
      benefit('silver', { tiers: ['SILVER'] }),
      benefit('record', { record, percent: 0n }),
    ];
    expect(told(all)).toEqual(['gold TIER null']);
    const line = (ago: number, value: string, order: string) => ({ at: now - ago * day, value: unitsOf(value), currency: 'CNY', order });
    expect(told(all, of({ bought: [line(1, '60', 'A'), line(2, '40', 'B')] }))).toEqual(['gold TIER null', 'record RECORD null']);
    expect(told(all, of({ bought: [line(1, '60', 'A'), line(2, '40', 'A')] }))).toEqual(['gold TIER null']);
    expect(told(all, of({ bought: [line(1, '60', 'A'), line(100, '40', 'B')] }))).toEqual(['gold TIER null']);
    expect(told([benefit('all')], of({ tier: null }))).toEqual(['all MEMBERSHIP null']);
  });

  test('are had so often within a month or a year', () => {
    const lounge = benefit('lounge', { kind: 'ENTITLEMENT', percent: 0n, uses: { most: 2, per: 'MONTH' } });
    const used = [10, 20, 40].map((ago) => ({ benefit: lounge.id, at: now - ago * day, orderRef: null, percent: 0n }));
    expect(judge([lounge], of({ used, orderRef: null }), stacking)).toMatchObject([{ left: 0, refused: 'USED_UP' }]);
    expect(judge([lounge], of({ used: used.slice(1), orderRef: null }), stacking)).toMatchObject([{ left: 1, refused: null }]);
  });

  test('the best are granted first, and what would be too many or too much together is refused', () => {
    const all = [benefit('five', { percent: unitsOf('5') }), benefit('twenty', { percent: unitsOf('20') }), benefit('ten')];
    expect(told(all)).toEqual(['twenty MEMBERSHIP null', 'ten MEMBERSHIP null', 'five MEMBERSHIP STACKING']);
    const used = [{ benefit: 'other' as never, at: now, orderRef: 'SO-1', percent: unitsOf('15') }];
    expect(told(all, of({ used }))).toEqual(['twenty MEMBERSHIP STACKING', 'ten MEMBERSHIP null', 'five MEMBERSHIP STACKING']);
  });

  test('whatever there is: never more on one order than the policy says', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (percents, most) => {
        const all = percents.map((percent, i) => benefit(`b${i}`, { percent: unitsOf(String(percent)) }));
        const granted = judge(all, of(), { most, discount: unitsOf('30') }).filter((j) => j.refused === null);
        expect(granted.length).toBeLessThanOrEqual(most);
        expect(granted.reduce((sum, j) => sum + j.benefit.percent, 0n) <= unitsOf('30')).toBe(true);
      }),
      { seed: 9 },
    );
  });
});
