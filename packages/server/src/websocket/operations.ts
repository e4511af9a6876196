/** Operations over graphql-transport-ws: the engine and the rights of HTTP, with one authentication per connection. */
import type { IncomingMessage } from 'node:http';
import { type Actor, GuanxiError } from '@guanxi/core';
import { buildSchema, type ExecutionArgs, GraphQLError, parse } from 'graphql';
import { type Context, makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import { refusalOf } from '../http/errors.ts';
import { outcomeOf } from '../http/request-log.ts';
import { identify } from '../identity.ts';
import type { AnswerError, OperationAnswer, Served } from '../options.ts';

export interface Extra extends Record<PropertyKey, unknown> {
  readonly request: IncomingMessage;
  /** Set when the connection is acknowledged; no operation begins before that (4401). */
  actor?: Actor;
}
type Params = Record<string, unknown>;

export function protocolServer(served: Served): Server<Extra> {
  return makeServer<Params, Extra>({
    /** False closes with 4403 (Forbidden). */
    async onConnect(context) {
      try {
        context.extra.actor = await identify(served, context.extra.request, context.connectionParams ?? {});
        return true;
      } catch (error) {
        served.logger.warn('socket refused', { code: refusalOf(error).code });
        return false;
      }
    },
    onSubscribe: (context, _id, payload) => run(served, context, payload),
    execute: ({ contextValue }) => (contextValue as OperationAnswer).parsed() as never,
    // As the engine answered: without this, errors would have to be instances of graphql-js.
    onNext: (_context, _id, _payload, _args, result) => result as never,
  }) as Server<Extra>;
}

/** The engine executes as soon as an operation comes in; what it refused is an `error` message, what ran is a `next` and a `complete`. */
async function run(
  { engine, logger }: Served,
  { extra }: Context<Params, Extra>,
  { query, variables, operationName, extensions }: SubscribePayload,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const started = performance.now();
  const key = extensions?.['idempotencyKey'];
  const asked = {
    document: query,
    variables: variables ?? null,
    operationName: operationName ?? null,
    idempotencyKey: typeof key === 'string' ? key : undefined,
  };
  let operation: OperationAnswer['operation'] = null;
  let outcome = 'INTERNAL';
  try {
    const answer = await engine.execute({ ...asked, actor: extra.actor as Actor });
    operation = answer.operation;
    outcome = outcomeOf(answer);
    if (!answer.hasData) return (answer.parsed().errors ?? []).map(graphqlError);
    return { schema: unused, document: parse(query), operationName, contextValue: answer };
  } catch (error) {
    if (!(error instanceof GuanxiError)) logger.error('execute failed', { error: String(error) });
    const { code, message } = refusalOf(error);
    outcome = code;
    return [new GraphQLError(message, { extensions: { code } })];
  } finally {
    const ms = Math.round((performance.now() - started) * 10) / 10;
    logger.info('operation', {
      transport: 'websocket',
      ...(operation && { type: operation.type, operation: operation.name }),
      ms,
      outcome,
    });
  }
}

/** graphql-ws asks for one; the engine has its own, by tenant. */
const unused = buildSchema('type Query { unused: Boolean }');

const graphqlError = ({ message, locations, extensions }: AnswerError): GraphQLError =>
  Object.assign(new GraphQLError(message, { extensions }), locations && { locations });
