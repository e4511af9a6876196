/** Schemes and their clocks, by example; and by properties: the story is the same however it was told. */
import type { Id } from '@guanxi/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EarningRule, Purchase } from '../earning/rules.ts';
import { decimalOfUnits, unitsOf } from '../earning/units.ts';
import type { Scheme } from './climb.ts';
import { type Story, tell } from './fold.ts';

const zone = 'Asia/Shanghai';
/** Noon in Shanghai. */
const on = (day: string): number => Date.parse(`${day}T04:00:00Z`);
const rule = (o: Partial<EarningRule> = {}): EarningRule => ({
  id: 'base' as Id<'LoyaltyRule'>,
  name: 'Base',
  kind: 'BASE',
  rate: 10_000n,
  currency: 'CNY',
  points: 0,
  validFrom: on('2020-01-01'),
  validUntil: null,
  channels: [],
  products: [],
  tiers: [],
  minAmount: null,
  cap: null,
  ...o,
});
const scheme = (o: Partial<Scheme> = {}): Scheme => ({
  id: 's1',
  basis: 'SPEND',
  currency: 'CNY',
  period: 'CALENDAR_YEAR',
  months: 12,
  graceDays: 0,
  softLanding: false,
  tiers: [
    { tier: 'BASIC', entry: 0n, keep: 0n },
    { tier: 'SILVER', entry: unitsOf('100'), keep: unitsOf('80') },
    { tier: 'GOLD', entry: unitsOf('500'), keep: unitsOf('400') },
  ],
  ...o,
});
let told = 0;
const buy = (day: string, value: string, o: Partial<Purchase> = {}): Purchase => {
  told += 1;
  return {
    id: `f${told}` as Id<'Fact'>,
    at: on(day),
    source: String(told).padStart(6, '0'),
    value: unitsOf(value),
    currency: 'CNY',
    products: [],
    channel: null,
    orderRef: null,
    reversalOf: null,
    ...o,
  };
};
const back = (of: Purchase, day: string, value: string): Purchase => buy(day, `-${value}`, { reversalOf: of.id });
const story = (purchases: readonly Purchase[], now: string, o: Partial<Story> = {}): Story => ({
  zone,
  now: on(now),
  purchases,
  rules: [rule()],
  memberships: [{ from: null, until: null, scheme: scheme() }],
  manual: [],
  ...o,
});
const inScheme = (o: Partial<Scheme>, from: number | null = null) => ({ memberships: [{ from, until: null, scheme: scheme(o) }] });
const spells = (s: Story) =>
  tell(s).spells.map((one) => `${new Date(one.from + 8 * 3_600_000).toISOString().slice(0, 10)} ${one.tier} ${one.cause}`);

describe('LOY-02 tiers', () => {
  test('are reached at once, and kept to the end of the period after the one in which they were', () => {
    const bought = [buy('2024-03-01', '100'), buy('2024-05-01', '400')];
    expect(spells(story(bought, '2026-06-01'))).toEqual([
      '2024-03-01 BASIC ENTRY',
      '2024-03-01 SILVER UPGRADE',
      '2024-05-01 GOLD UPGRADE',
      '2026-01-01 BASIC DOWNGRADE',
    ]);
  });

  test('what was bought at one instant earns by the tier that was in force before it', () => {
    const rules = [rule(), rule({ id: 'gold' as never, kind: 'BONUS', tiers: ['GOLD'] })];
    const [first, second, third] = [buy('2024-03-01', '500'), buy('2024-03-01', '10'), buy('2024-03-02', '10')];
    const { earned } = tell(story([first, second, third], '2024-04-01', { rules }));
    expect([first, second, third].map((one) => earned.get(one.id)?.points)).toEqual([500, 10, 20]);
  });

  test('a tier is kept by its own threshold, which may be lower than that of its entry', () => {
    const bought = [buy('2024-05-01', '500'), buy('2025-05-01', '400'), buy('2026-05-01', '79')];
    expect(spells(story(bought, '2027-06-01'))).toEqual([
      '2024-05-01 BASIC ENTRY',
      '2024-05-01 GOLD UPGRADE',
      '2027-01-01 BASIC DOWNGRADE',
    ]);
  });

  test('who does not keep it falls to what they keep; where the scheme lands softly, by one tier only', () => {
    const bought = [buy('2024-05-01', '500'), buy('2025-05-01', '80')];
    expect(spells(story(bought, '2026-06-01')).at(-1)).toBe('2026-01-01 SILVER DOWNGRADE');
    const nothing = [buy('2024-05-01', '500')];
    expect(spells(story(nothing, '2026-06-01')).at(-1)).toBe('2026-01-01 BASIC DOWNGRADE');
    expect(spells(story(nothing, '2027-06-01', inScheme({ softLanding: true }))).slice(-2)).toEqual([
      '2026-01-01 SILVER DOWNGRADE',
      '2027-01-01 BASIC DOWNGRADE',
    ]);
  });

  test('in the time of grace what is missing can be made up for', () => {
    const grace = inScheme({ graceDays: 31 });
    const bought = [buy('2024-05-01', '500'), buy('2025-05-01', '390')];
    expect(spells(story(bought, '2026-01-31', grace)).at(-1)).toBe('2024-05-01 GOLD UPGRADE');
    expect(spells(story(bought, '2026-02-01', grace)).at(-1)).toBe('2026-02-01 SILVER DOWNGRADE');
    expect(spells(story([...bought, buy('2026-01-20', '10')], '2026-12-01', grace)).at(-1)).toBe('2024-05-01 GOLD UPGRADE');
  });

  test('years of membership begin on the day of joining; rolling months end so long after the tier was reached', () => {
    const bought = [buy('2024-05-01', '500')];
    expect(spells(story(bought, '2027-06-01', inScheme({ period: 'ANNIVERSARY' }, on('2023-08-15'))))).toEqual([
      '2023-08-15 BASIC ENTRY',
      '2024-05-01 GOLD UPGRADE',
      '2025-08-15 BASIC DOWNGRADE',
    ]);
    const rolling = inScheme({ period: 'ROLLING', months: 6 });
    expect(spells(story([...bought, buy('2024-09-01', '80')], '2027-06-01', rolling))).toEqual([
      '2024-05-01 BASIC ENTRY',
      '2024-05-01 GOLD UPGRADE',
      '2025-05-01 BASIC DOWNGRADE',
    ]);
  });

  test('orders are counted once each, however many lines they have; one taken back whole does not count', () => {
    const counts = scheme({
      basis: 'ORDERS',
      currency: null,
      tiers: [
        { tier: 'BASIC', entry: 0n, keep: 0n },
        { tier: 'SILVER', entry: 20_000n, keep: 20_000n },
      ],
    });
    const lines = [
      buy('2024-01-02', '1', { orderRef: 'A' }),
      buy('2024-01-02', '1', { orderRef: 'A' }),
      buy('2024-02-02', '1', { orderRef: 'B' }),
    ];
    const memberships = [{ from: null, until: null, scheme: counts }];
    expect(tell(story(lines, '2024-03-01', { memberships })).tier).toBe('SILVER');
    const [, , other] = lines;
    const taken = [...lines.slice(0, 2), { ...(other as Purchase), at: on('2024-01-03') }, back(other as Purchase, '2024-01-03', '1')];
    expect(tell(story(taken, '2024-03-01', { memberships })).tier).toBe('BASIC');
  });

  test('a reversal takes back what the purchase earned and counted, and no tier before the period ends', () => {
    const big = buy('2024-05-01', '500');
    const bought = [big, back(big, '2024-06-01', '450')];
    const now = tell(story(bought, '2024-07-01'));
    expect([now.earned.get(big.id)?.points, now.tier, now.climb?.qualification.total]).toEqual([50, 'GOLD', unitsOf('50')]);
    expect(spells(story(bought, '2025-02-01')).at(-1)).toBe('2025-01-01 BASIC DOWNGRADE');
  });

  test('what was given by hand lifts to its end, and never lowers', () => {
    const manual = [{ tier: 'GOLD', from: on('2024-02-01'), until: on('2024-04-01') }];
    const bought = [buy('2024-01-01', '100'), buy('2024-03-01', '10')];
    const rules = [rule(), rule({ id: 'gold' as never, kind: 'BONUS', tiers: ['GOLD'] })];
    const told = tell(story(bought, '2024-06-01', { manual, rules }));
    expect(told.earned.get(bought[1]?.id as never)?.points).toBe(20);
    expect(told.spells.map((s) => `${s.tier} ${s.cause}`)).toEqual(['BASIC ENTRY', 'SILVER UPGRADE', 'GOLD MANUAL', 'SILVER MANUAL_ENDED']);
    const low = [{ tier: 'BASIC', from: on('2024-02-01'), until: on('2024-04-01') }];
    expect(tell(story(bought, '2024-03-02', { manual: low })).tier).toBe('SILVER');
  });

  test('nothing is earned before somebody joins, nor after they have left', () => {
    const bought = [buy('2024-01-01', '10'), buy('2024-03-01', '20'), buy('2024-05-01', '40')];
    const memberships = [{ from: on('2024-02-01'), until: on('2024-04-01'), scheme: scheme() }];
    const told = tell(story(bought, '2024-06-01', { memberships }));
    expect([...told.earned.values()].map((e) => e.points)).toEqual([20]);
    expect(told.tier).toBeNull();
    expect(told.spells.map((s) => s.cause)).toEqual(['ENTRY', 'LEFT']);
  });

  const purchase = fc.record({
    day: fc.integer({ min: 0, max: 1_500 }),
    value: fc.integer({ min: 0, max: 3_000_000 }),
    order: fc.integer({ min: 0, max: 9 }),
  });
  const any = fc.record({
    bought: fc.array(purchase, { maxLength: 40 }),
    period: fc.constantFrom('CALENDAR_YEAR', 'ANNIVERSARY', 'ROLLING'),
    basis: fc.constantFrom('POINTS', 'SPEND', 'ORDERS'),
    graceDays: fc.constantFrom(0, 20),
    softLanding: fc.boolean(),
    seed: fc.infiniteStream(fc.nat()),
  });

  test('the story is the same in whatever order it was told, and when it is told on from any day', () => {
    fc.assert(
      fc.property(any, ({ bought, seed, ...o }) => {
        const purchases = bought.map(({ day, value, order }, i) => ({
          ...buy('2022-01-01', '0'),
          id: `p${i}` as Id<'Fact'>,
          source: `p${i}`,
          at: on('2022-01-01') + day * 86_400_000,
          value: BigInt(value),
          orderRef: `O${order}`,
        }));
        const rules = [rule(), rule({ id: 'gold' as never, kind: 'BONUS', tiers: ['GOLD'], cap: { points: 100, per: 'MONTH' } })];
        const now = on('2022-01-01') + 1_500 * 86_400_000;
        const of = (list: readonly Purchase[]) => {
          const { climb, earned, ...rest } = tell({ zone, now, purchases: list, rules, manual: [], ...inScheme(o as Partial<Scheme>) });
          return { ...rest, total: climb?.qualification.total, earned: [...earned].sort(([a], [b]) => (a < b ? -1 : 1)) };
        };
        const keyed = purchases.map((one) => ({ one, key: seed.next().value }));
        expect(of(keyed.sort((a, b) => a.key - b.key).map(({ one }) => one))).toEqual(of(purchases));
      }),
      { seed: 20260105, numRuns: 200 },
    );
  });

  test('a window’s total is what is in it, whatever was taken back', () => {
    expect(
      decimalOfUnits(tell(story([buy('2024-01-01', '10.5'), buy('2024-02-01', '0.25')], '2024-03-01')).climb?.qualification.total ?? 0n),
    ).toBe('10.7500');
  });
});
