/**
 * Installs the dependencies when they are absent or of another lockfile, and says nothing when they are not.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pnpm } from './pnpm.mjs';
import { root } from './workspace.mjs';

const stamp = join(root, 'node_modules', '.guanxi-installed');

/** What an installation is made from. A hash, because a checkout gives an older lockfile a newer time. */
function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** @returns {boolean} whether everything is there now */
export function installed() {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  console.error('Installing dependencies (once, and after they change) …');
  if (pnpm(['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn']) !== 0) return false;
  writeFileSync(stamp, wanted);
  return true;
}
