/** `GET /files/:id`: for saving only. Whatever an uploaded page or picture holds, no browser runs it in the server's name (A23). */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type Actor, GuanxiError } from '@guanxi/core';
import { attachment } from './names.ts';
import type { Bytes } from './upload.ts';

export async function download(
  { store, records, logger }: Bytes,
  actor: Actor,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = await records.find(actor, id);
  // Hidden and missing are one answer (A10).
  if (!file) throw new GuanxiError('NOT_FOUND', { what: 'file' });
  const isHead = request.method === 'HEAD';
  const bytes = isHead ? null : await store.open(file.storageKey, actor.tenant);
  response.writeHead(200, {
    'content-type': file.contentType,
    'content-length': file.bytes,
    'content-disposition': attachment(file.name),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
  });
  if (!bytes) return void response.end();
  await pipeline(bytes, response).catch((error: unknown) => logger.warn('download ended early', { error: String(error) }));
}
