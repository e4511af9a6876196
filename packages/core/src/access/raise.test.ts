import { describe, expect, test } from 'vitest';
import { canRaise } from './raise.ts';

describe('what may raise', () => {
  test.each([
    '100 / t1."score"',
    't1."code"::int',
    'cast(x as int)',
    'my_function(t1."name")',
    't1."score" + 1',
    'to_number(t1."code", \'9\')',
  ])('%s', (text) => expect(canRaise(text)).toBe(true));
  test.each([
    'lower(t1."name") = \'a/b\'',
    't1."a" = \u00013\u0001::uuid',
    'exists (select 1 from crm."x" t2 where t2."a" = t1."b")',
    'coalesce(t1."a-b", 0) > 3',
    'count(*) = 1',
  ])('not %s', (text) => expect(canRaise(text)).toBe(false));
});
