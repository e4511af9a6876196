/** The one file of a request, as a stream: the body itself, or the file of a form. */
import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { GuanxiError } from '@guanxi/core';
import { contentTypeOf, fileName } from './names.ts';

export interface Incoming {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Readable;
}

const badInput = (problem: string): GuanxiError => new GuanxiError('BAD_INPUT', { problem });

/** Gives the file to `take`, and what that answers back when the whole body was sound. */
export async function withFile<T>(request: IncomingMessage, take: (file: Incoming) => Promise<T>): Promise<T> {
  requirePreflight(request);
  if (/^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '')) return fromForm(request, take);
  const named = request.headers['x-file-name'];
  if (typeof named !== 'string') throw badInput('name the file in the header x-file-name, percent-encoded, or send a form with one file');
  return take({ name: fileName(decoded(named)), contentType: contentTypeOf(request.headers['content-type']), bytes: bodyOf(request) });
}

/** A form of a foreign page can send files, but no header of its own (A39). */
function requirePreflight({ headers }: IncomingMessage): void {
  if (headers['x-file-name'] !== undefined || headers['x-guanxi-upload'] !== undefined) return;
  throw badInput('send the header x-guanxi-upload: 1, which a form of another site cannot');
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw badInput('the header x-file-name is not percent-encoded UTF-8');
  }
}

async function fromForm<T>(request: IncomingMessage, take: (file: Incoming) => Promise<T>): Promise<T> {
  const form = parser(request);
  const abort = new AbortController();
  let taken: Promise<T> | undefined;
  let hasMore = false;
  form.once('file', (_field, stream, name, _encoding, type) => {
    // Handed on through a stream that ends with an error when the form turns out to be cut short.
    const bytes = new PassThrough().on('error', toldByReader);
    const passed = pipeline(stream, bytes, { signal: abort.signal });
    const result = (async () => take({ name: fileName(name), contentType: contentTypeOf(type), bytes }))();
    // A file that is refused ends the reading of the form.
    result.catch(() => abort.abort());
    // Both are over when this is: what was half kept is gone by the time of the answer.
    taken = Promise.allSettled([result, passed])
      .then(() => Promise.all([result, passed]))
      .then(([value]) => value);
    taken.catch(() => undefined);
  });
  form.once('filesLimit', () => {
    hasMore = true;
  });
  try {
    await pipeline(bodyOf(request), form, { signal: abort.signal });
  } catch (error) {
    abort.abort();
    await taken?.catch((refusal: unknown) => {
      if (refusal instanceof GuanxiError) throw refusal;
    });
    throw badInput(`the form cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  const first = await taken;
  if (hasMore) throw badInput('send one file at a time');
  if (first === undefined) throw badInput('the form holds no file');
  return first;
}

/** A stream of its own: ending it early must not end the connection, for the refusal goes out on that. What is left is read and dropped. */
function bodyOf(request: IncomingMessage): Readable {
  const body = new PassThrough().on('error', toldByReader);
  const cutShort = (): void => {
    if (!request.complete) body.destroy(new Error('the body ended early'));
  };
  request.once('error', cutShort).once('close', cutShort).pipe(body);
  body.once('close', () => {
    request.unpipe(body);
    request.resume();
  });
  return body;
}

/** Whoever reads the stream is told of its error, also when reading begins later; until then it must not end the process. */
const toldByReader = (): void => undefined;

function parser(request: IncomingMessage): InstanceType<typeof Busboy> {
  try {
    return new Busboy({
      headers: request.headers as BusboyHeaders,
      limits: { files: 1, fields: 10, fieldSize: 1024, parts: 11, headerPairs: 20 },
    });
  } catch {
    throw badInput('the form has no boundary');
  }
}
