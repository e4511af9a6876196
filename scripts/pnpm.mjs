/**
 * pnpm, without asking anyone to install it: the version that package.json names, run through npx.
 */
import { spawnSync } from 'node:child_process';
import { manifest, root } from './workspace.mjs';

/**
 * @param {readonly string[]} args
 * @param {{ cwd?: string, quiet?: boolean }} [options] `quiet` shows its output only when it fails
 * @returns {number} the exit status
 */
export function pnpm(args, { cwd = root, quiet = false } = {}) {
  const { status, error, stdout, stderr } = spawnSync('npx', ['-y', manifest(root).packageManager, ...args], {
    cwd,
    // CI=true keeps pnpm from asking before it replaces a node_modules folder that another version laid out.
    env: { ...process.env, CI: 'true' },
    stdio: quiet ? 'pipe' : ['ignore', 'inherit', 'inherit'],
    // On Windows npx is a batch file, which only a shell starts.
    shell: process.platform === 'win32',
  });
  if (error) console.error(error.message);
  if (quiet && status !== 0) console.error(`${stdout}${stderr}`);
  return status ?? 1;
}
