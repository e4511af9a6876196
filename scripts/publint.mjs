/**
 * Checks with publint what would go to npm, on the packed tarballs: entry points that exist, types first, files that ship.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packAll } from './pack.mjs';
import { manifest } from './workspace.mjs';

const folder = mkdtempSync(join(tmpdir(), 'guanxi-publint-'));
let problems = 0;
try {
  for (const { name, directory, tarball } of packAll(folder)) {
    const { buffer } = new Uint8Array(readFileSync(tarball));
    const { messages, pkg } = await publint({ pack: { tarball: buffer }, level: 'warning', strict: true });
    for (const message of messages) console.error(`${name}: ${formatMessage(message, pkg ?? manifest(directory))}`);
    problems += messages.length;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (problems === 0) console.log('All packages are fit to publish.');
process.exit(problems === 0 ? 0 : 1);
