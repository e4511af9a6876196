/** Every line of what nobody gets by asking cleverly has a test of its name; docs/coverage.md lists them. */
import { expect, test } from 'vitest';
import { testsById } from '../../scripts/coverage-table.mjs';
import { requirements } from '../../scripts/requirements.mjs';

test('each line of the hardening list is a test of its name', () => {
  const lines = requirements.flatMap(([, list]) => Object.keys(list)).filter((id) => /^A\d\d$/.test(id));
  const tests = testsById();
  console.log(lines.map((id) => `${id}: ${tests.get(id)?.length ?? 0}`).join(', '));
  expect(lines.length).toBe(34);
  expect(lines.filter((id) => !tests.has(id))).toEqual([]);
});
