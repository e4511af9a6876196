/** Where the bytes of files are kept, behind a port; a directory is the default. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
export interface FileMeta {
  /** The tenant's id. Keys of one tenant open nothing in another. */
  readonly tenant: string;
  readonly name: string;
  readonly contentType: string;
  readonly maxBytes: number;
}
export interface FileStore {
  /** Keeps a stream of at most `maxBytes`; LIMIT_EXCEEDED beyond, and nothing is kept. */
  put(source: Readable, meta: FileMeta): Promise<StoredBytes>;
  /** @throws GuanxiError NOT_FOUND, also for a key of another tenant */
  open(key: string, tenant: string): Promise<Readable>;
  remove(key: string): Promise<void>;
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const keyText = new RegExp(`^(${uuid})/[0-9a-f]{2}/${uuid}$`);

/** Files in a directory, a folder for each tenant and 256 in it; a file is there whole or not at all. */
export function directoryFileStore(directory: string): FileStore {
  const pathOf = (key: string, tenant?: string): string => {
    const [, owner] = keyText.exec(key) ?? [];
    if (!owner || (tenant !== undefined && tenant !== owner)) throw new GuanxiError('NOT_FOUND', { what: 'file' });
    return join(directory, key);
  };
  return {
    async put(source, { tenant, maxBytes }) {
      const name = randomUUID();
      const key = `${tenant}/${name.slice(0, 2)}/${name}`;
      const path = pathOf(key, tenant);
      await mkdir(dirname(path), { recursive: true });
      const measured = measure(maxBytes);
      // Open before anything flows: a stream that fails at once would make the file after it was removed.
      const handle = await open(`${path}.part`, 'wx');
      try {
        await pipeline(source, measured.pass, handle.createWriteStream({ flush: true }));
        await rename(`${path}.part`, path);
      } catch (error) {
        await handle.close().catch(() => undefined);
        await rm(`${path}.part`, { force: true });
        throw error;
      }
      return { key, ...measured.result() };
    },
    async open(key, tenant) {
      const handle = await open(pathOf(key, tenant)).catch((error: unknown) => {
        throw new GuanxiError('NOT_FOUND', { what: 'file' }, { cause: error });
      });
      return createReadStream('', { fd: handle });
    },
    async remove(key) {
      await rm(pathOf(key), { force: true });
    },
  };
}

/** Counts and hashes what passes, and ends it beyond the limit. */
function measure(maxBytes: number) {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    async *pass(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > maxBytes) throw new GuanxiError('LIMIT_EXCEEDED', { what: 'file size', actual: `${bytes}+`, limit: maxBytes });
        hash.update(chunk);
        yield chunk;
      }
    },
    result: () => ({ bytes, sha256: hash.digest('hex') }),
  };
}
