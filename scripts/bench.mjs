/** `npm run bench`: measures what is shipped. Packages are built first, and the bench resolves them as a program that installed them does. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './workspace.mjs';

/** @param {readonly string[]} args */
const run = (args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

const built = run([join(root, 'scripts/build.mjs')]);
process.exit(built === 0 ? run(['--import', 'tsx', join(root, 'tests/bench/main.ts'), ...process.argv.slice(2)]) : built);
