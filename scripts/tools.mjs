/**
 * The tools of the workspace, started by node itself: no shell, no PATH, the same on every system.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace.mjs';

/** Each tool by the name of its command, and the package that has it. */
const packages = {
  biome: '@biomejs/biome',
  changeset: '@changesets/cli',
  depcruise: 'dependency-cruiser',
  knip: 'knip',
  tsc: 'typescript',
  vitest: 'vitest',
};

/** @param {keyof typeof packages} name */
export function tool(name) {
  const directory = join(root, 'node_modules', packages[name]);
  /** @type {{ bin: Record<string, string> }} */
  const { bin } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  return join(directory, bin[name] ?? '');
}

/**
 * Runs a script of ours or a tool in this terminal.
 * @param {string} script
 * @param {readonly string[]} [args]
 * @returns {number} the exit status
 */
export function node(script, args = []) {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  return status ?? 1;
}
