import { describe, expect, test } from 'vitest';
import { stableSort } from './sort.ts';

const sort = (needs: Readonly<Record<string, readonly string[]>>) =>
  stableSort(
    Object.keys(needs),
    (id) => id,
    (id) => needs[id] ?? [],
  );

describe('the order of things that need each other', () => {
  test('keeps the given order where nothing asks for another', () => {
    expect(sort({ c: [], a: [], b: [] }).sorted).toEqual(['c', 'a', 'b']);
  });
  test('puts what is needed right before its first user', () => {
    expect(sort({ loyalty: ['crm', 'calendar'], hotels: [], calendar: ['crm'], crm: [] }).sorted).toEqual([
      'crm',
      'calendar',
      'loyalty',
      'hotels',
    ]);
  });
  test('passes over what is not there', () => {
    expect(sort({ a: ['absent'] })).toEqual({ sorted: ['a'], circles: [] });
  });
  test('tells each circle once, with its path, and sorts the rest', () => {
    expect(sort({ a: ['b'], b: ['c'], c: ['a'], d: ['a'], e: ['e'] })).toEqual({
      sorted: ['c', 'b', 'a', 'd', 'e'],
      circles: [
        ['a', 'b', 'c', 'a'],
        ['e', 'e'],
      ],
    });
  });
});
