/** GraphQL over HTTP: yoga reads requests and shapes responses; parsing, checking and executing are the engine's. */
import type { IncomingMessage } from 'node:http';
import type { Actor } from '@guanxi/core';
import { createYoga, type YogaServerInstance } from 'graphql-yoga';
import type { Served } from '../options.ts';
import { admission } from './admission.ts';
import type { Begun } from './direct.ts';
import { masked } from './errors.ts';
import { operations } from './operations.ts';
import type { RequestEntry } from './request-log.ts';

export interface RequestContext {
  readonly req: IncomingMessage;
  readonly entry: RequestEntry;
  /** What was read before it was clear that the request goes this way. */
  readonly begun?: Begun;
  /** Set by `admission`. */
  actor?: Actor;
}
export type GraphQLHandler = YogaServerInstance<RequestContext, object>;

export const graphqlHandler = (served: Served): GraphQLHandler =>
  createYoga<RequestContext, object>({
    graphqlEndpoint: served.path,
    landingPage: false,
    graphiql: served.development && { title: 'Guanxi', headers: JSON.stringify({ authorization: 'Bearer …' }) },
    // Nine megabytes that only a browser in development asks for.
    renderGraphiQL: async (page) => (await import('@graphql-yoga/render-graphiql')).renderGraphiQL(page),
    // `admission` counts them, and what they cost together.
    batching: served.maxBatch > 0 && { limit: served.maxBatch },
    multipart: false,
    // `admission` reads bodies, and measures them.
    maxRequestBodySize: false,
    parserAndValidationCache: false,
    logging: false,
    maskedErrors: { maskError: masked },
    cors: false,
    plugins: [admission(served), operations(served)],
  });
