import { describe, expect, test } from 'vitest';
import { isEventPattern, rotated } from './rules.ts';

describe('rules of webhooks', () => {
  test('an endpoint asks for a type, for all below a prefix, or for all', () => {
    const types = ['crm.customer.created', 'crm.customer.updated', 'hotels.stay.booked'];
    expect(['crm.customer.created', 'crm.customer.*', 'crm.*', 'hotels.*', '*'].every((p) => isEventPattern(p, types))).toBe(true);
    expect(
      ['crm', 'crm.cust.*', 'crm.*.created', 'crm.customer.deleted', '', '.*', 'crm.customer'].some((p) => isEventPattern(p, types)),
    ).toBe(false);
  });
  test('of secrets the new one and the one before are kept', () => {
    const now = new Date('2026-01-05T00:00:00Z');
    const [first] = rotated([], 'a', 24, now);
    expect(first).toEqual({ secret: 'a', until: null });
    const two = rotated([{ secret: 'a', until: null }], 'b', 24, now);
    expect(two).toEqual([
      { secret: 'b', until: null },
      { secret: 'a', until: '2026-01-06T00:00:00.000Z' },
    ]);
    expect(rotated(two, 'c', 24, now).map((s) => s.secret)).toEqual(['c', 'b']);
    expect(rotated(two, 'c', 0, now).map((s) => s.secret)).toEqual(['c']);
  });
});
