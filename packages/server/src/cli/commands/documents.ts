import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'graphql';
import { hashOf } from '../../documents/store.ts';
import { command, exit, UsageError } from '../command.ts';

export const documents = command({
  summary: 'Print a manifest of trusted documents: the .graphql files of a folder by their hashes',
  examples: ['guanxi documents src/queries > documents.json'],
  args: { folder: { type: 'positional', description: 'Folder; those in it are read too', valueHint: 'FOLDER', required: true } },
  async run({ folder }, out) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => {
      throw new UsageError(`There is no folder "${folder}".`);
    });
    const paths = entries
      .filter((entry) => entry.isFile() && /\.(graphql|gql)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    if (paths.length === 0) throw new UsageError(`There is no .graphql file in "${folder}".`);
    const manifest: Record<string, string> = {};
    for (const path of paths) {
      const text = await readFile(path, 'utf8');
      try {
        parse(text);
      } catch (error) {
        throw new UsageError(`"${path}" is no GraphQL: ${error instanceof Error ? error.message : String(error)}`);
      }
      manifest[hashOf(text)] = text;
    }
    out.answer(manifest, JSON.stringify(manifest, null, 2));
    return exit.ok;
  },
});
