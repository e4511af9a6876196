/**
 * `npm run build`: every publishable package from nothing into its dist/, in the order of the project references.
 *
 * dist/ is removed first: a file whose source was renamed or deleted must not be published.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { node, tool } from './tools.mjs';
import { publishable } from './workspace.mjs';

const packages = publishable();
for (const { directory } of packages) rmSync(join(directory, 'dist'), { recursive: true, force: true });
const status = node(tool('tsc'), ['-b']);
if (status === 0) console.log(`Built ${packages.map(({ name }) => name).join(', ')}.`);
process.exit(status);
