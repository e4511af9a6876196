/** Before a request's body is read: is it one that no form of a foreign page can send (A39), and who sends it? */
import type { IncomingMessage } from 'node:http';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { identify } from '../identity.ts';
import type { Served } from '../options.ts';
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
    serverContext.actor = await identify(served, serverContext.req).catch((error: unknown) => {
      throw httpError(refusalOf(error), { 'www-authenticate': 'Bearer' });
    });
    if (request.method === 'POST') setRequestParser(() => posted(serverContext.req, served.maxRequestBytes));
    else if (requestParser) setRequestParser((asked) => inUrl(() => requestParser(asked)));
  },
});

const posted = async (request: IncomingMessage, maxBytes: number): Promise<GraphQLParams> => {
  try {
    return (await jsonBody(request, maxBytes)) as GraphQLParams;
  } catch (error) {
    throw httpError(refusalOf(error));
  }
};

/** yoga takes JSON that it cannot parse in a URL for a fault of the server. */
async function inUrl<T>(parse: () => T | Promise<T>): Promise<T> {
  try {
    return await parse();
  } catch (error) {
    if (error instanceof SyntaxError)
      throw httpError({ status: 400, code: 'BAD_INPUT', message: 'Variables or extensions are not valid JSON.' });
    throw error;
  }
}
