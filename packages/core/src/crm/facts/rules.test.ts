import { decimalOf } from '@guanxi/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOfUnits, type FactLine, left, midnightIn, summarise, unitsOf } from './rules.ts';

const line = (at: string, amount: string, o: Partial<FactLine> & { currency?: string } = {}): FactLine => ({
  at: new Date(at),
  value: { amount: decimalOf(amount), currency: o.currency ?? 'CNY' },
  orderRef: o.orderRef ?? null,
  isReversal: o.isReversal ?? false,
});

describe('DATA-15 arithmetic of the ledger', () => {
  test('amounts are exact', () => {
    expect(decimalOfUnits(unitsOf('0.1') + unitsOf('0.2'))).toBe('0.3000');
    expect(decimalOfUnits(unitsOf('-12.3'))).toBe('-12.3000');
    expect(left('100', ['-30.0001', '-69.9999'])).toBe(0n);
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (units) => {
        expect(unitsOf(decimalOfUnits(units))).toBe(units);
      }),
    );
  });

  test('a date without a time is midnight in the zone', () => {
    expect(midnightIn('Asia/Shanghai', '1996-07-04').toISOString()).toBe('1996-07-03T16:00:00.000Z');
    // In 1988 China had summer time.
    expect(midnightIn('Asia/Shanghai', '1988-07-04').toISOString()).toBe('1988-07-03T15:00:00.000Z');
    // Midnight that was skipped is the first instant of the day.
    expect(midnightIn('America/Sao_Paulo', '2018-11-04').toISOString()).toBe('2018-11-04T03:00:00.000Z');
  });

  test('a summary per currency: count, orders, sum, first, last and the mean interval between orders', () => {
    expect(
      summarise([
        line('2025-01-01T00:00:00Z', '100', { orderRef: 'A' }),
        line('2025-01-01T00:00:00Z', '50.50', { orderRef: 'A' }),
        line('2025-01-11T00:00:00Z', '10'),
        line('2025-01-31T00:00:00Z', '20'),
        line('2025-02-15T00:00:00Z', '-20', { isReversal: true }),
        line('2025-03-01T00:00:00Z', '9', { currency: 'EUR' }),
      ]),
    ).toEqual([
      {
        currency: 'CNY',
        count: 4,
        orders: 3,
        sum: '160.5000',
        first: new Date('2025-01-01T00:00:00Z'),
        last: new Date('2025-01-31T00:00:00Z'),
        meanIntervalDays: '15.0000',
      },
      {
        currency: 'EUR',
        count: 1,
        orders: 1,
        sum: '9.0000',
        first: new Date('2025-03-01T00:00:00Z'),
        last: new Date('2025-03-01T00:00:00Z'),
        meanIntervalDays: null,
      },
    ]);
    expect(summarise([])).toEqual([]);
  });
});
