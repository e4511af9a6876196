/** Migration folders for tests, written to a temporary directory. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MigrationSource } from './source.ts';

export interface Folders {
  /** A version of a plugin: its migrations by name. Each call makes a folder of its own, as each version of a package has. */
  source(plugin: string, files: Readonly<Record<string, string>>, needs?: readonly string[]): Promise<MigrationSource>;
  remove(): Promise<void>;
}

export async function migrationFolders(): Promise<Folders> {
  const root = await mkdtemp(join(tmpdir(), 'guanxi-migrations-'));
  let count = 0;
  return {
    async source(plugin, files, needs = []) {
      count += 1;
      const directory = join(root, `${count}-${plugin}`);
      await mkdir(directory);
      for (const [name, text] of Object.entries(files)) {
        await mkdir(join(directory, name));
        await writeFile(join(directory, name, 'migration.sql'), text);
      }
      return { plugin, needs, directory: pathToFileURL(`${directory}/`) };
    },
    remove: () => rm(root, { recursive: true }),
  };
}

/** Statements as one file. */
export const file = (...statements: readonly string[]): string => statements.join('\n--> statement-breakpoint\n');
export const noTransaction = '-- guanxi: no transaction\n';
export const storyClock = { now: () => new Date('2026-03-01T08:00:00.000Z') };
