/**
 * GraphQL over HTTP and SSE: yoga reads the request, parses and validates; the engine executes, and its answer goes out as the text it is.
 */

import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { Actor } from '@guanxi/core';
import { GuanxiError } from '@guanxi/core';
import { type DocumentNode, GraphQLError, getOperationAST } from 'graphql';
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import { type Logger, silentLogger } from '../logging.ts';
import type { ServedEngine, ServerOptions } from '../options.ts';
import { coded } from './errors.ts';

interface ServerContext {
  readonly req: import('node:http').IncomingMessage;
}
export type GraphQLHandler = YogaServerInstance<ServerContext, object>;

export function graphqlHandler(engine: ServedEngine, o: ServerOptions): GraphQLHandler {
  const actors = new WeakMap<Request, Actor>();
  return createYoga<ServerContext, object>({
    schema: engine.schema,
    graphqlEndpoint: o.path ?? '/graphql',
    landingPage: false,
    graphiql: o.development === true && { title: 'Guanxi' },
    renderGraphiQL,
    batching: false,
    multipart: false,
    logging: false,
    maskedErrors: { maskError: coded },
    cors: o.origins?.length ? { origin: [...o.origins], credentials: true, methods: ['GET', 'POST'] } : false,
    plugins: [authentication(actors, o), execution(engine, actors, o.logger ?? silentLogger)],
  });
}

/** Before the body is read: who is it, and is it a request that no form of a foreign page can send (A39)? */
function authentication(actors: WeakMap<Request, Actor>, o: ServerOptions): Plugin<object, ServerContext> {
  return {
    async onRequestParse({ request, serverContext }) {
      const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
      if (request.method === 'POST' && type !== 'application/json' && type !== 'application/graphql+json') {
        throw refusal(415, 'BAD_INPUT', 'Send the request as application/json.');
      }
      const actor = await o.authenticate({ headers: serverContext.req.headers, connectionParams: {} });
      if (actor === null) throw refusal(401, 'UNAUTHENTICATED', new GuanxiError('UNAUTHENTICATED').message);
      actors.set(request, actor);
    },
  };
}
const refusal = (status: number, code: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status } } });

/** The engine in place of graphql-js; its text is not parsed again. */
function execution(engine: ServedEngine, actors: WeakMap<Request, Actor>, logger: Logger): Plugin<{ request: Request }, ServerContext> {
  return {
    onExecute({ args, setExecuteFn }) {
      setExecuteFn(async () => {
        const { request } = args.contextValue as { request: Request };
        const started = performance.now();
        const answer = await engine.execute({
          document: args.document as DocumentNode,
          variables: args.variableValues ?? null,
          operationName: args.operationName ?? null,
          actor: actors.get(request) as Actor,
        });
        const operation = getOperationAST(args.document as DocumentNode, args.operationName ?? null);
        logger.info(
          {
            operation: operation?.name?.value ?? null,
            type: operation?.operation,
            ms: Math.round(performance.now() - started),
            bytes: answer.text.length,
          },
          'graphql',
        );
        return { stringify: () => answer.text };
      });
    },
  };
}
