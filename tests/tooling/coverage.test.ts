/** Keeps docs/coverage.md in step with the tests that it lists, and every requirement with at least one of them. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { coverageTable, page, testsById } from '../../scripts/coverage-table.mjs';
import { requirements } from '../../scripts/requirements.mjs';
import { testNames } from '../../scripts/test-names.mjs';

describe('which test proves what', () => {
  test('is on its page', () => {
    expect(readFileSync(page, 'utf8'), 'write it again: node scripts/coverage-table.mjs').toBe(coverageTable());
  });

  test('has a test for every requirement', () => {
    const tests = testsById();
    const ids = requirements.flatMap(([, list]) => Object.keys(list));
    expect(ids.filter((id) => !tests.has(id))).toEqual([]);
  });
});

test('the names of tests, with what they stand in, and each row of a table that gives them', () => {
  const source = `
describe('outer', () => {
  test('one', () => {});
  describe.skipIf(/\\(/.test(name))('inner', () => {
    // test('none', () => {})
    it(\`two \${count} times\`, () => {});
    test.each([
      ['G1 a', { of: ['b', 'c'] }],
      ["G2 it's", () => 'd'],
    ] as const)('%s, refused', async (_, input) => {});
  });
  test.each([1, 2])(
    'three: %d',
    () => {},
  );
});
test.each(['x', 'y'])('four %s', () => {});
`;
  expect(testNames(source)).toEqual([
    'outer › one',
    'outer › inner › two … times',
    'outer › inner › G1 a, refused',
    "outer › inner › G2 it's, refused",
    'outer › three: …',
    'four …',
  ]);
});
