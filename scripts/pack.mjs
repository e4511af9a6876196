/**
 * Packs packages as they would go to npm: workspace and catalog versions filled in, `publishConfig` applied.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pnpm } from './pnpm.mjs';
import { publishable } from './workspace.mjs';

/** @typedef {import('./workspace.mjs').Package & { tarball: string }} Packed */

/**
 * @param {string} destination an existing folder
 * @returns {Packed[]}
 */
export function packAll(destination) {
  return publishable().map((one) => {
    const tarball = join(destination, `${one.name.replace('@', '').replace('/', '-')}-${one.version}.tgz`);
    const status = pnpm(['pack', '--out', tarball], { cwd: one.directory, quiet: true });
    if (status !== 0 || !existsSync(tarball))
      throw new Error(`${one.name} could not be packed; run \`npm run build\` and read what pnpm says.`);
    return { ...one, tarball };
  });
}
