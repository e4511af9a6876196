/** The version of this engine, against which plugins state their range. */
import { readFileSync } from 'node:fs';

// The same place from src/plugin and from dist/plugin.
const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly version: string };

export const engineVersion: string = manifest.version;
