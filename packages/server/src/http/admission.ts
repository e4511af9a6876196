/** Before a request's body is read: who sends it, and is it one that no form of a foreign page can send (A39)? */
import type { Plugin } from 'graphql-yoga';
import { identify } from '../identity.ts';
import type { Served } from '../options.ts';
import { httpError, refusalOf } from './errors.ts';
import type { RequestContext } from './graphql.ts';

/** Browsers send these across origins only after asking (a preflight); forms and text/plain go out unasked. */
const asked = new Set(['application/json', 'application/graphql+json']);

export const admission = (served: Served): Plugin<object, RequestContext> => ({
  async onRequestParse(payload) {
    const { request, serverContext } = payload;
    const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
    if (request.method === 'POST' && !asked.has(type)) {
      throw httpError({ status: 415, code: 'BAD_INPUT', message: 'Send the request as application/json.' });
    }
    serverContext.actor = await identify(served, serverContext.req).catch((error: unknown) => {
      throw httpError(refusalOf(error), { 'www-authenticate': 'Bearer' });
    });
    refuseBrokenParameters(payload);
  },
});

/** yoga takes JSON that it cannot parse in a URL for a fault of the server. */
type ParsePayload = Parameters<NonNullable<Plugin<object, RequestContext>['onRequestParse']>>[0];
function refuseBrokenParameters({ requestParser, setRequestParser }: ParsePayload): void {
  if (!requestParser) return;
  setRequestParser(async (request) => {
    try {
      return await requestParser(request);
    } catch (error) {
      if (error instanceof SyntaxError)
        throw httpError({ status: 400, code: 'BAD_INPUT', message: 'Variables or extensions are not valid JSON.' });
      throw error;
    }
  });
}
