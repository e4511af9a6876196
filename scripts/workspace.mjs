/**
 * The packages of this workspace, found by looking, so that a new plugin is built, checked and packed without being listed anywhere.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @typedef {{ name: string, version: string, private?: boolean, packageManager: string }} Manifest */
/** @typedef {{ name: string, version: string, directory: string }} Package */

/**
 * @param {string} directory
 * @returns {Manifest}
 */
export function manifest(directory) {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
}

/** @param {string} parent */
function children(parent) {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(parent, entry.name, 'package.json')))
    .map((entry) => join(parent, entry.name))
    .sort();
}

/**
 * What goes to npm: everything under packages/ that is not private.
 * @returns {Package[]}
 */
export function publishable() {
  return [...children(join(root, 'packages')), ...children(join(root, 'packages/plugins'))]
    .filter((directory) => !manifest(directory).private)
    .map((directory) => ({ name: manifest(directory).name, version: manifest(directory).version, directory }));
}
