import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parameterText, parserOf } from './values.ts';

const TEXT_ARRAY = 1009;

test('any flat array of texts survives the way through its literal', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.string({ unit: 'binary' }), { nil: null })), (given) => {
      expect(parserOf(TEXT_ARRAY)(parameterText(given) as string)).toEqual(given);
    }),
  );
});

test('array literals as the server writes them are read', () => {
  expect(parserOf(TEXT_ARRAY)('{a,NULL,"NULL","b\\"c\\\\d",""}')).toEqual(['a', null, 'NULL', 'b"c\\d', '']);
  expect(parserOf(1007)('[0:1]={1,2}')).toEqual([1, 2]);
  expect(parserOf(1000)('{t,f,NULL}')).toEqual([true, false, null]);
  expect(parserOf(1022)('{NaN,-Infinity,1e-07}')).toEqual([Number.NaN, Number.NEGATIVE_INFINITY, 1e-7]);
  expect(parserOf(1007)('{{1,2},{3,4}}')).toHaveLength(2);
});

test('a type without a reading of its own stays text', () => {
  expect(parserOf(1700)('1.10')).toBe('1.10');
  expect(parserOf(3802)('{"a": 1}')).toBe('{"a": 1}');
});
