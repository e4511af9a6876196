/**
 * `npm run coverage:requirements`: each requirement with the tests that prove it, as text; fails where one has none.
 *
 *     npm run coverage:requirements                 all of them
 *     npm run coverage:requirements -- LOY CMPL-03  those whose ids begin so
 */
import { parseArgs } from 'node:util';
import { testsById } from './coverage-table.mjs';
import { requirements } from './requirements.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean', short: 'h', default: false } } });
if (values.help) {
  console.log(
    'npm run coverage:requirements [-- ID-OR-BEGINNING …]   prints which tests prove which requirement; exits 1 where one has none',
  );
  process.exit(0);
}

const tests = testsById();
const asked = (/** @type {string} */ id) => positionals.length === 0 || positionals.some((beginning) => id.startsWith(beginning));
const groups = requirements
  .map(([group, list]) => /** @type {const} */ ([group, Object.entries(list).filter(([id]) => asked(id))]))
  .filter(([, list]) => list.length > 0);
if (groups.length === 0) {
  console.error(`No requirement begins with ${positionals.join(', ')}.`);
  process.exit(2);
}

const without = [];
for (const [group, list] of groups) {
  console.log(`\n${group}`);
  for (const [id, title] of list) {
    const found = tests.get(id) ?? [];
    if (found.length === 0) without.push(id);
    console.log(`\n  ${id}  ${title}  (${found.length === 1 ? '1 test' : `${found.length} tests`})`);
    for (const file of new Set(found.map((one) => one.file))) {
      console.log(`    ${file}`);
      for (const one of found) if (one.file === file) console.log(`      · ${one.name}`);
    }
  }
}
console.log(without.length === 0 ? '\nEvery requirement has a test.' : `\nWithout a test: ${without.join(', ')}.`);
process.exit(without.length === 0 ? 0 : 1);
