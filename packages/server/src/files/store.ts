/** Where the bytes of files are kept, behind a port; a directory is the default. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GuanxiError } from '@guanxi/core';

export interface StoredBytes {
  /** The store's own name for them; never shown to a client. */
  readonly key: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}
export interface FileStore {
  /** Keeps a stream of at most `maxBytes`; LIMIT_EXCEEDED beyond, and nothing is kept. */
  put(source: Readable, o: { readonly maxBytes: number }): Promise<StoredBytes>;
  /** @throws GuanxiError NOT_FOUND */
  open(key: string): Promise<Readable>;
  remove(key: string): Promise<void>;
}

const keyText = /^[0-9a-f]{2}\/[0-9a-f-]{36}$/;

/** Files in a directory, in 256 folders; a file is there whole or not at all. */
export function directoryFileStore(directory: string): FileStore {
  const pathOf = (key: string): string => {
    if (!keyText.test(key)) throw new GuanxiError('NOT_FOUND', { what: 'File' });
    return join(directory, key);
  };
  return {
    async put(source, { maxBytes }) {
      const name = randomUUID();
      const key = `${name.slice(0, 2)}/${name}`;
      const path = pathOf(key);
      await mkdir(join(directory, name.slice(0, 2)), { recursive: true });
      const hash = createHash('sha256');
      let bytes = 0;
      const measured = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
        for await (const chunk of chunks) {
          bytes += chunk.length;
          if (bytes > maxBytes) throw new GuanxiError('LIMIT_EXCEEDED', { what: 'file size', actual: `${bytes}+`, limit: maxBytes });
          hash.update(chunk);
          yield chunk;
        }
      };
      try {
        await pipeline(source, measured, createWriteStream(`${path}.part`, { flags: 'wx' }));
        await rename(`${path}.part`, path);
      } catch (error) {
        await rm(`${path}.part`, { force: true });
        throw error;
      }
      return { key, bytes, sha256: hash.digest('hex') };
    },
    async open(key) {
      const path = pathOf(key);
      await stat(path).catch(() => {
        throw new GuanxiError('NOT_FOUND', { what: 'File' });
      });
      return createReadStream(path);
    },
    async remove(key) {
      await rm(pathOf(key), { force: true });
    },
  };
}
