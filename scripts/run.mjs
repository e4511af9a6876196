/**
 * `npm run demo`, `npm test` and the rest begin here: `node scripts/run.mjs TASK [arguments…]`.
 *
 * Needs Node and npm only. Installs what is missing, then runs the task with its arguments and ends with its exit status.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installed } from './install.mjs';
import { root } from './workspace.mjs';

/** Sources run as they are: packages resolve to src/ by the export condition `guanxi:source`. */
const source = ['--conditions', 'guanxi:source', '--import', 'tsx'];

/** @type {Record<string, readonly string[]>} each task as arguments of node */
const tasks = {
  // Building makes much that is soon forgotten: a larger nursery is swept less often.
  demo: ['--max-semi-space-size=64', ...source, 'examples/demo/src/main.ts'],
  guanxi: [...source, 'packages/server/src/cli/main.ts'],
  bench: ['scripts/bench.mjs'],
  test: ['node_modules/vitest/vitest.mjs', 'run'],
  browser: ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.browser.config.ts'],
  faults: ['scripts/faults.mjs'],
  check: ['scripts/check.mjs'],
  'coverage:requirements': ['scripts/coverage-requirements.mjs'],
  build: ['scripts/build.mjs'],
  generate: ['scripts/generate-migration.mjs'],
  format: ['node_modules/@biomejs/biome/bin/biome', 'check', '--write'],
  packed: ['tests/packed/run.mjs'],
};

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Guanxi needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

const [name = '', ...args] = process.argv.slice(2);
const task = tasks[name];
if (!task) {
  console.error(`There is no task "${name}". Tasks: ${Object.keys(tasks).join(', ')}.`);
  process.exit(1);
}
if (!installed()) process.exit(1);

const [script = '', ...rest] = task;
const first = script.startsWith('-') ? script : join(root, script);
const child = spawn(process.execPath, [first, ...rest, ...args], { cwd: root, stdio: 'inherit' });

// A terminal sends Ctrl-C to both processes: the child alone decides when it is over, so that it can close its database.
process.on('SIGINT', () => {});
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
child.on('exit', (status, signal) => process.exit(status ?? (signal ? 1 : 0)));
