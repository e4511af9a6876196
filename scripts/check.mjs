/**
 * `npm run check`: everything that can be said of the sources without running them. Every step runs, also after one has failed.
 *
 * `npm run check -- layers unused` runs only the steps named.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { node, tool } from './tools.mjs';
import { root } from './workspace.mjs';

/** @param {string} name */
const script = (name) => join(root, 'scripts', name);

/** Where packages are: those that ship, and those that show how to use them. */
const houses = ['packages', 'examples'].filter((folder) => existsSync(join(root, folder)));

/** @type {readonly (readonly [name: string, says: string, run: () => number])[]} */
const steps = [
  ['types', 'what ships compiles', () => node(tool('tsc'), ['-b'])],
  ['test-types', 'tests, examples and scripts compile', () => node(tool('tsc'), ['-p', 'tsconfig.tests.json'])],
  ['page-types', 'the page of the example compiles', () => node(tool('tsc'), ['-p', 'examples/live-board'])],
  ['lint', 'lint, format and imports', () => node(tool('biome'), ['check', '--error-on-warnings', '--max-diagnostics=50'])],
  ['layers', 'imports keep to the plan of the house', () => node(tool('depcruise'), ['--config', '.dependency-cruiser.mjs', ...houses])],
  ['unused', 'no unused file, export or dependency', () => node(tool('knip'), ['--no-config-hints'])],
  ['lines', 'no file too long to read', () => node(script('lines.mjs'))],
  ['packages', 'fit to publish', () => node(script('publint.mjs'))],
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !steps.some(([step]) => step === name));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${steps.map(([name]) => name).join(', ')}.`);
  process.exit(1);
}

/** @type {string[]} */
const failed = [];
for (const [name, says, run] of steps) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n— ${name}: ${says}`);
  if (run() !== 0) failed.push(name);
}
console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);
