/**
 * Calls the outside on behalf of a tenant: only where the guard lets it, to the addresses that were checked, without following redirects,
 * by an agent of its own (no proxy of the environment, no connection of anybody else), within limits of time and size.
 */
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { GuanxiError } from '../errors.ts';
import type { Guard } from './guard.ts';
import { codeOf, type Target, targetOf } from './target.ts';

export interface OutgoingRequest {
  /** Default POST. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

export interface OutgoingResponse {
  /** A redirect is an answer like any other: it is not followed. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** As much of it as is read; see the guard's `responseBytes`. */
  readonly body: string;
  readonly isCut: boolean;
}

/**
 * @throws GuanxiError OUTGOING_REFUSED where the URL may not be called, OUTGOING_TOO_LARGE, OUTGOING_TIMEOUT, OUTGOING_FAILED where there
 * was no answer.
 * @example await guardedFetch(createGuard(), 'https://example.com/hook', { headers, body })
 */
export async function guardedFetch(guard: Guard, url: string, request: OutgoingRequest = {}): Promise<OutgoingResponse> {
  const bytes = Buffer.byteLength(request.body ?? '');
  const { requestBytes } = guard.limits;
  if (bytes > requestBytes) throw new GuanxiError('OUTGOING_TOO_LARGE', { bytes, limit: requestBytes });
  const began = performance.now();
  const target = await targetOf(guard, url);
  return send(guard, target, request, performance.now() - began);
}

/** In both languages. */
type Reason = { readonly en: string; readonly zh: string };

/** Why `guardedFetch` would refuse a URL; null where it would not. A name whose look-up fails now may have an address later. */
export async function refusalOf(guard: Guard, url: string): Promise<Reason | null> {
  try {
    await targetOf(guard, url);
    return null;
  } catch (error) {
    if (!(error instanceof GuanxiError)) throw error;
    return error.code === 'OUTGOING_REFUSED' ? (error.args['reason'] as Reason) : null;
  }
}

function send(guard: Guard, target: Target, o: OutgoingRequest, spentMs: number): Promise<OutgoingResponse> {
  const { connectMs, totalMs } = guard.limits;
  const isSecure = target.url.protocol === 'https:';
  const agent = isSecure
    ? new HttpsAgent({ keepAlive: false, ...(guard.ca && { ca: [...guard.ca] }) })
    : new HttpAgent({ keepAlive: false });
  return new Promise<OutgoingResponse>((resolve, reject) => {
    const request = (isSecure ? httpsRequest : httpRequest)({ ...optionsOf(target, o), agent });
    const timers = [after(connectMs - spentMs, connectMs), after(totalMs - spentMs, totalMs)] as const;
    function after(ms: number, limit: number): NodeJS.Timeout {
      return setTimeout(() => end(() => reject(new GuanxiError('OUTGOING_TIMEOUT', { ms: limit }))), Math.max(ms, 0));
    }
    let isOver = false;
    function end(how: () => void): void {
      if (isOver) return;
      isOver = true;
      for (const timer of timers) clearTimeout(timer);
      o.signal?.removeEventListener('abort', aborted);
      how();
      request.destroy();
      agent.destroy();
    }
    const failed = (error: unknown): void =>
      end(() => reject(new GuanxiError('OUTGOING_FAILED', { reason: codeOf(error) }, { cause: error })));
    const aborted = (): void => end(() => reject(o.signal?.reason));
    o.signal?.addEventListener('abort', aborted);
    if (o.signal?.aborted) aborted();
    request.on('socket', (socket) => socket.once(isSecure ? 'secureConnect' : 'connect', () => clearTimeout(timers[0])));
    request.on('response', (response) => {
      read(response, guard.limits.responseBytes, (body, isCut) =>
        end(() => resolve({ status: response.statusCode ?? 0, headers: response.headers, body, isCut })),
      );
      response.on('error', failed);
    });
    request.on('error', failed);
    // Closed without an answer, or with one that is an upgrade.
    request.on('close', () => failed({ code: 'ECONNRESET' }));
    request.end(o.body ?? '');
  });
}

const optionsOf = (
  { url, hostname, port, addresses }: Target,
  { method = 'POST', headers = {}, body = '' }: OutgoingRequest,
): RequestOptions => ({
  method,
  hostname,
  port,
  path: `${url.pathname}${url.search}`,
  headers: { ...headers, host: url.host, 'content-length': String(Buffer.byteLength(body)) },
  lookup: pinnedTo(addresses),
  maxHeaderSize: 16 * 1024,
});

/** The name is not looked up a second time. */
const pinnedTo = (addresses: readonly string[]): LookupFunction => {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_hostname, options, callback) => {
    if (options.all) callback(null, found);
    else callback(null, found[0]?.address ?? '', found[0]?.family ?? 0);
  };
};

/** Until the end, or until enough was read. */
function read(response: IncomingMessage, limit: number, done: (body: string, isCut: boolean) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const all = (isCut: boolean): void => done(Buffer.concat(chunks).subarray(0, limit).toString(), isCut);
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) all(true);
  });
  response.on('end', () => all(false));
}
