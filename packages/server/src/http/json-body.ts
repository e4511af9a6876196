/**
 * The JSON of a request, at most so many bytes of it. Read from Node's own stream: passing it through web streams to count its bytes takes
 * more time than all the rest of a small request.
 */
import type { IncomingMessage } from 'node:http';
import { GuanxiError } from '@guanxi/core';
import { dropRest } from './drop-rest.ts';

/** @throws GuanxiError LIMIT_EXCEEDED, or BAD_INPUT where it is no JSON */
export async function jsonBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const text = await bodyText(request, maxBytes);
  try {
    return JSON.parse(text);
  } catch {
    throw new GuanxiError('BAD_INPUT', { problem: 'the body is not valid JSON' });
  }
}

function bodyText(request: IncomingMessage, maxBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const tooLong = (actual: string | number): void => {
      reject(new GuanxiError('LIMIT_EXCEEDED', { what: 'request size', actual, limit: maxBytes }));
      dropRest(request);
    };
    const declared = Number(request.headers['content-length'] ?? 0);
    if (declared > maxBytes) return tooLong(declared);
    const collect = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes <= maxBytes) return void chunks.push(chunk);
      request.off('data', collect);
      tooLong(`${bytes}+`);
    };
    request.on('data', collect);
    request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.once('close', () => {
      if (!request.complete) reject(new GuanxiError('BAD_INPUT', { problem: 'the body ended early' }));
    });
    request.once('error', reject);
  });
}
