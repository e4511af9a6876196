/**
 * The way of most requests: one operation, posted as JSON by a caller who takes JSON. It is admitted, executed and logged as any other, and
 * its text goes out as the engine gave it, without the objects of the fetch standard that the general way makes of every request (which take
 * more time than all the rest). What is anything else goes on to that way, with whatever was read of it already.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Actor, GuanxiError } from '@guanxi/core';
import { identify } from '../identity.ts';
import type { OperationAnswer, Served } from '../options.ts';
import { acceptedType, type JsonType } from './accept.ts';
import { isPreflighted } from './admission.ts';
import { withDocument } from './batch.ts';
import { type Refusal, refusalOf, statusOf } from './errors.ts';
import { jsonBody } from './json-body.ts';
import { note, type RequestEntry } from './request-log.ts';
import { retryAfterIn } from './retry-after.ts';

/** What was read of a request that goes the general way. */
export interface Begun {
  readonly actor: Actor;
  readonly body: unknown;
}

/** Whether a request may go this way: JSON that was posted, and JSON that is taken. */
export const isPosted = ({ method, headers }: IncomingMessage): boolean =>
  method === 'POST' &&
  headers['content-encoding'] === undefined &&
  isPreflighted(headers['content-type'] ?? '') &&
  acceptedType(headers.accept) !== null;

/** Null where the request is answered. */
export async function direct(
  served: Served,
  request: IncomingMessage,
  response: ServerResponse,
  entry: RequestEntry,
): Promise<Begun | null> {
  const type = acceptedType(request.headers.accept) ?? 'application/json';
  let begun: Begun;
  let answer: OperationAnswer;
  try {
    begun = { actor: await identify(served, request), body: await jsonBody(request, served.maxRequestBytes) };
    if (!isOperation(begun.body)) return begun;
    const { query, variables, operationName } = await withDocument(served, begun.body);
    if (typeof query !== 'string') return begun;
    const key = request.headers['idempotency-key'];
    answer = await served.engine.execute({
      document: query,
      variables: variables ?? null,
      operationName: operationName ?? null,
      actor: begun.actor,
      idempotencyKey: typeof key === 'string' ? key : undefined,
    });
  } catch (error) {
    if (!(error instanceof GuanxiError)) served.logger.error('execute failed', { error: String(error) });
    sendRefused(response, type, refusalOf(error));
    return null;
  }
  note(entry, answer);
  send(response, type, answer);
  return null;
}

const keys: ReadonlySet<string> = new Set(['query', 'variables', 'operationName', 'extensions', 'documentId']);

/** Whether these are the parameters of one operation, of which nothing is left to be said. */
function isOperation(body: unknown): body is object {
  if (!isObject(body)) return false;
  const { variables, operationName, extensions } = body;
  for (const key of Object.keys(body)) if (!keys.has(key)) return false;
  return (
    isAbsentOr(isObject, variables) && isAbsentOr(isObject, extensions) && (operationName == null || typeof operationName === 'string')
  );
}
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isAbsentOr = (is: (value: unknown) => boolean, value: unknown): boolean => value == null || is(value);

function send(response: ServerResponse, type: JsonType, answer: OperationAnswer): void {
  const { text } = answer;
  if (answer.hasData) {
    write(response, 200, type, text);
    return;
  }
  const seconds = retryAfterIn(answer);
  if (seconds !== null) response.setHeader('retry-after', seconds);
  const status = seconds === null ? statusOf(answer.parsed().errors?.[0]?.extensions.code ?? 'INTERNAL') : 429;
  // Documents that are wrong are answered with 200 as application/json (GraphQL over HTTP, section 6.4.1).
  write(response, status === 401 || status === 429 || status === 500 ? status : type === 'application/json' ? 200 : 400, type, text);
}

function sendRefused(response: ServerResponse, type: JsonType, { status, code, message }: Refusal): void {
  if (status === 401) response.setHeader('www-authenticate', 'Bearer');
  write(response, status, type, JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}

function write(response: ServerResponse, status: number, type: JsonType, text: string): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(text),
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}
