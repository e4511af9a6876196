/** Before a request's body is read: is it one that no form of a foreign page can send (A39), and who sends it? */
import type { IncomingMessage } from 'node:http';
import { type Actor, GuanxiError } from '@guanxi/core';
import { GraphQLError } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { identify } from '../identity.ts';
import type { Served } from '../options.ts';
import { batchOf, withDocument } from './batch.ts';
import type { Begun } from './direct.ts';
import { httpError, type Refusal, refusalOf } from './errors.ts';
import type { RequestContext } from './graphql.ts';
import { jsonBody } from './json-body.ts';

/** Browsers send these across origins only after asking (a preflight); forms and text/plain go out unasked. */
const preflighted = new Set(['application/json', 'application/graphql+json']);

export const isPreflighted = (contentType: string): boolean => preflighted.has(contentType.split(';')[0]?.trim().toLowerCase() ?? '');
export const notJson: Refusal = { status: 415, code: 'BAD_INPUT', message: 'Send the request as application/json.' };

export const admission = (served: Served): Plugin<object, RequestContext> => ({
  async onRequestParse({ request, serverContext, requestParser, setRequestParser }) {
    if (request.method === 'POST' && !isPreflighted(request.headers.get('content-type') ?? '')) throw httpError(notJson);
    const { req, begun } = serverContext;
    const actor =
      begun?.actor ??
      (await identify(served, req).catch((error: unknown) => {
        const refusal = refusalOf(error);
        throw httpError(refusal, refusal.status === 401 ? { 'www-authenticate': 'Bearer' } : {});
      }));
    serverContext.actor = actor;
    if (request.method === 'POST') setRequestParser(() => told(posted(served, req, actor, begun)));
    else if (requestParser) setRequestParser((asked) => told(inUrl(served, asked, requestParser)));
  },
});

/** What is refused of a request's parameters, as yoga takes it. */
async function told<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw error instanceof GraphQLError ? error : httpError(refusalOf(error));
  }
}

async function posted(
  served: Served,
  request: IncomingMessage,
  actor: Actor,
  begun: Begun | undefined,
): Promise<GraphQLParams | GraphQLParams[]> {
  const body = begun ? begun.body : await jsonBody(request, served.maxRequestBytes);
  return Array.isArray(body) && served.maxBatch > 0 ? batchOf(served, request, actor, body) : withDocument(served, body);
}

async function inUrl(served: Served, asked: Request, parse: (asked: Request) => unknown): Promise<GraphQLParams> {
  const documentId = new URL(asked.url).searchParams.get('documentId');
  try {
    return await withDocument(served, { ...((await parse(asked)) as GraphQLParams), ...(documentId !== null && { documentId }) });
  } catch (error) {
    // yoga takes JSON that it cannot parse for a fault of the server.
    if (error instanceof SyntaxError) throw new GuanxiError('BAD_INPUT', { problem: 'variables or extensions are not valid JSON' });
    throw error;
  }
}
