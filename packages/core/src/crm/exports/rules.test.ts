import { expect, test } from 'vitest';
import { isSameExport, stateNow } from './rules.ts';

const words = { list: 'customers', columns: ['name', 'facts.margin'], filter: { where: { status: { eq: 'ACTIVE' } } } };

test('DATA-12: an approval is for the same list, columns and filter, whatever their order', () => {
  expect(isSameExport(words, { ...words, columns: ['facts.margin', 'name', 'name'] })).toBe(true);
  expect(isSameExport(words, { ...words, columns: ['name'] })).toBe(false);
  expect(isSameExport(words, { ...words, columns: [...words.columns, 'code'] })).toBe(false);
  expect(isSameExport(words, { ...words, list: 'contacts' })).toBe(false);
  expect(isSameExport(words, { ...words, filter: {} })).toBe(false);
  expect(isSameExport({ ...words, filter: { a: 1, b: [{ c: 1, d: 2 }] } }, { ...words, filter: { b: [{ d: 2, c: 1 }], a: 1 } })).toBe(true);
});

test('DATA-12: an approval that nobody used in time is over', () => {
  const [at, later] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-02T00:00:00Z')];
  expect(stateNow('APPROVED', later, at)).toBe('APPROVED');
  expect(stateNow('APPROVED', at, at)).toBe('EXPIRED');
  expect(stateNow('USED', at, later)).toBe('USED');
});
