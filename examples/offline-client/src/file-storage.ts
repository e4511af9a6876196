/** Keeps the state in a file. It is written beside and put in place, so that a program which is killed leaves the old state or the new one. */
import { open, readFile, rename } from 'node:fs/promises';
import type { State, Storage } from './types.ts';

export function fileStorage(path: string): Storage {
  return {
    async load() {
      try {
        return JSON.parse(await readFile(path, 'utf8')) as State;
      } catch (error) {
        if ((error as { readonly code?: string }).code === 'ENOENT') return null;
        throw error;
      }
    },
    async save(state) {
      const beside = `${path}.new`;
      const file = await open(beside, 'w');
      try {
        await file.writeFile(JSON.stringify(state));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, path);
    },
  };
}
