/** `POST /files`: bytes into the store, a File record through the write path. Without the record the bytes do not stay. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Actor, GuanxiError, type Log } from '@guanxi/core';
import type { StoredFile } from '@guanxi/core/crm';
import { statusOf } from '../http/errors.ts';
import { sendJson } from '../http/send.ts';
import { type Incoming, withFile } from './body.ts';
import type { FileRecords } from './records.ts';
import type { FileStore } from './store.ts';

export interface Bytes {
  readonly store: FileStore;
  readonly records: FileRecords;
  readonly maxBytes: number;
  readonly logger: Log;
}

/** 201 with the file, or what refused it in `userErrors`. */
export async function upload(bytes: Bytes, actor: Actor, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { records, store, maxBytes } = bytes;
  const declared = Number(request.headers['content-length'] ?? 0);
  // A form is a little longer than its file; the store measures what arrives.
  if (declared > maxBytes + 16_384) throw new GuanxiError('LIMIT_EXCEEDED', { what: 'file size', actual: declared, limit: maxBytes });
  const stored: string[] = [];
  try {
    const file = await withFile(request, async (incoming) => {
      const kept = await keep(bytes, actor.tenant, incoming);
      stored.push(kept.storageKey);
      return kept;
    });
    const outcome = await records.register(actor, file);
    if (outcome.ok) {
      stored.length = 0;
      const { storageKey: _, ...told } = file;
      return sendJson(response, 201, { file: { id: outcome.value, ...told } });
    }
    sendJson(response, statusOf(outcome.errors[0]?.code ?? ''), { userErrors: outcome.errors });
  } finally {
    await Promise.all(
      stored.map((key) =>
        store.remove(key).catch((error: unknown) => bytes.logger.error('bytes left behind', { key, error: String(error) })),
      ),
    );
  }
}

async function keep({ store, maxBytes }: Bytes, tenant: string, { name, contentType, bytes: source }: Incoming): Promise<StoredFile> {
  const { key: storageKey, bytes, sha256 } = await store.put(source, { tenant, name, contentType, maxBytes });
  return { name, contentType, bytes, sha256, storageKey };
}
