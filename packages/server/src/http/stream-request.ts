/** What an event stream is asked for: by POST as any GraphQL request, by GET in the URL, which is all that an EventSource can send. */
import type { IncomingMessage } from 'node:http';
import { GuanxiError } from '@guanxi/core';
import type { Served } from '../options.ts';
import { jsonBody } from './json-body.ts';

export interface StreamRequest {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>> | null;
  readonly operationName: string | null;
  readonly idempotencyKey: string | undefined;
}

/** @throws GuanxiError BAD_INPUT, LIMIT_EXCEEDED, or what refuses the document */
export async function streamRequest(
  request: IncomingMessage,
  { maxRequestBytes, documentOf }: Pick<Served, 'maxRequestBytes' | 'documentOf'>,
): Promise<StreamRequest> {
  const given = request.method === 'GET' ? inUrl(request) : await posted(request, maxRequestBytes);
  const { variables, operationName } = given;
  const query = await documentOf(given);
  if (typeof query !== 'string') throw badRequest('query must be the text of a document');
  if (variables !== undefined && variables !== null && (typeof variables !== 'object' || Array.isArray(variables)))
    throw badRequest('variables must be an object');
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string')
    throw badRequest('operationName must be text');
  const key = request.headers['idempotency-key'];
  return {
    document: query,
    variables: (variables ?? null) as StreamRequest['variables'],
    operationName: operationName ?? null,
    idempotencyKey: typeof key === 'string' ? key : undefined,
  };
}

type Given = Readonly<Record<string, unknown>>;

async function posted(request: IncomingMessage, maxBytes: number): Promise<Given> {
  if (request.method !== 'POST') throw badRequest('an event stream is asked for by GET or POST');
  const body = await jsonBody(request, maxBytes);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badRequest('the body must be an object');
  return body as Given;
}

function inUrl(request: IncomingMessage): Given {
  const parameters = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const json = (name: string): unknown => {
    const text = parameters.get(name);
    return text === null ? null : JSON.parse(text);
  };
  try {
    return {
      query: parameters.get('query') ?? undefined,
      documentId: parameters.get('documentId'),
      operationName: parameters.get('operationName'),
      variables: json('variables'),
      extensions: json('extensions'),
    };
  } catch {
    throw badRequest('variables or extensions are not valid JSON');
  }
}

const badRequest = (problem: string): GuanxiError => new GuanxiError('BAD_INPUT', { problem });
