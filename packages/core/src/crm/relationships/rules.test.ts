import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RelationshipType } from './enums.ts';
import { conflictOf, coreRules, ends, type Link, overlap, ruleFor } from './rules.ts';

const link = (fromId: string | null, toId: string, validFrom = '2025-01-01', validTo: string | null = null): Link => ({
  fromId,
  toId,
  validFrom,
  validTo,
});
const rule = (type: string) => ruleFor(type, coreRules);

describe('DATA-05 T-01 rules of relationship types', () => {
  test('every type of the core has its rule, and one without a rule forbids nothing', () => {
    expect(coreRules.map((r) => r.type)).toEqual(Object.keys(RelationshipType.values));
    expect(conflictOf(ruleFor('NEW', coreRules), link('a', 'b'), [link('a', 'c'), link('d', 'b')])).toBeNull();
  });

  test('periods are whole days, both ends within', () => {
    expect(overlap(link('a', 'b', '2025-01-01', '2025-03-31'), link('a', 'b', '2025-03-31'))).toBe(true);
    expect(overlap(link('a', 'b', '2025-01-01', '2025-03-31'), link('a', 'b', '2025-04-01'))).toBe(false);
    const day = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
      .map((d) => d.toISOString().slice(0, 10));
    const period = fc
      .tuple(day, fc.option(day))
      .map(([from, to]) => (to !== null && to < from ? link('a', 'b', to, from) : link('a', 'b', from, to)));
    fc.assert(
      fc.property(period, period, (a, b) => {
        expect(overlap(a, b)).toBe(overlap(b, a));
        expect(overlap(a, a)).toBe(true);
      }),
    );
  });

  test.each([
    ['SUPPLIES', link('a', 'b'), [link('a', 'b')], 'SAME'],
    ['SUPPLIES', link('a', 'b'), [link('b', 'a')], null],
    ['PARTNER_OF', link('a', 'b'), [link('b', 'a')], 'SAME'],
    ['CONTRACT', link(null, 'b'), [link(null, 'b', '2024-01-01', '2024-12-31')], null],
    ['CONTRACT', link(null, 'b'), [link(null, 'b', '2024-01-01', '2025-01-01')], 'SAME'],
    ['PARENT_OF', link('a', 'c'), [link('b', 'c')], 'TO_HAS_ONE'],
    ['PARENT_OF', link('a', 'c'), [link('a', 'd')], null],
    ['MEMBER_OF', link('a', 'c'), [link('a', 'd')], 'FROM_HAS_ONE'],
    ['MEMBER_OF', link('a', 'c'), [link('a', 'd', '2020-01-01', '2024-12-31')], null],
  ] as const)('%s %o beside %o: %s', (type, one, others, expected) => expect(conflictOf(rule(type), one, others)).toBe(expected));

  test('which party is above', () => {
    expect(ends(rule('PARENT_OF'), { fromId: 'p', toId: 'c' })).toEqual({ upper: 'p', lower: 'c' });
    expect(ends(rule('MEMBER_OF'), { fromId: 'm', toId: 'h' })).toEqual({ upper: 'h', lower: 'm' });
    expect(ends(rule('SUPPLIES'), { fromId: 'a', toId: 'b' })).toBeNull();
  });
});
