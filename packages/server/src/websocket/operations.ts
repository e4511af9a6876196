/** Operations over graphql-transport-ws: the engine and the rights of HTTP, with one authentication per connection. */
import type { IncomingMessage } from 'node:http';
import { type Actor, GuanxiError, type StreamAnswer } from '@guanxi/core';
import { buildSchema, type ExecutionArgs, GraphQLError, parse } from 'graphql';
import { type Context, makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import { refusalOf } from '../http/errors.ts';
import { outcomeOf } from '../http/request-log.ts';
import { identify } from '../identity.ts';
import type { AnswerError, OperationAnswer, Served } from '../options.ts';
import { isStream, readOperation, streamErrors } from '../streams.ts';
import type { Splice } from './splice.ts';

export interface Extra extends Record<PropertyKey, unknown> {
  readonly request: IncomingMessage;
  /** Set when the connection is acknowledged; no operation begins before that (4401). */
  actor?: Actor;
  /** Called then, with how to ask again who it is. */
  identified(actor: Actor, again: () => Promise<Actor>): void;
  /** Streams of this connection begin and end. */
  streaming(change: 1 | -1): void;
}
type Params = Record<string, unknown>;
/** What graphql-ws is given to run: the one answer, or the stream of them. */
type Prepared = OperationAnswer | AsyncIterableIterator<StreamAnswer>;

export function protocolServer(served: Served, splice: Splice): Server<Extra> {
  const prepared = ({ contextValue }: { readonly contextValue?: unknown }): never => contextValue as never;
  return makeServer<Params, Extra>({
    /** False closes with 4403 (Forbidden). */
    async onConnect(context) {
      const { extra, connectionParams } = context;
      const again = (): Promise<Actor> => identify(served, extra.request, connectionParams ?? {});
      try {
        extra.actor = await again();
        extra.identified(extra.actor, again);
        return true;
      } catch (error) {
        served.logger.warn('socket refused', { code: refusalOf(error).code });
        return false;
      }
    },
    onSubscribe: (context, _id, payload) => run(served, context, payload),
    execute: prepared,
    subscribe: prepared,
    // As the engine answered: nothing of it is parsed, and it is written once however many get it.
    onNext: (_context, _id, _payload, _args, result) => splice.payload((result as unknown as StreamAnswer).text) as never,
    onError: (_context, _id, _payload, errors) => errors.flatMap(told) as never,
  }) as Server<Extra>;
}

/** A stream that threw says itself how that is to be told. */
const told = (error: GraphQLError): readonly object[] => (error.originalError ? streamErrors(error.originalError) : [error]);

/** The engine executes as soon as an operation comes in; what it refused is an `error` message, what ran is a `next` and a `complete`. */
async function run(
  served: Served,
  context: Context<Params, Extra>,
  payload: SubscribePayload,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const { logger, maxSubscriptions, documentOf } = served;
  const started = performance.now();
  let operation: OperationAnswer['operation'] = null;
  let outcome = 'INTERNAL';
  try {
    const underWay = Object.keys(context.subscriptions).length;
    if (underWay > maxSubscriptions)
      throw new GuanxiError('LIMIT_EXCEEDED', { what: 'operations of one connection', actual: underWay, limit: maxSubscriptions });
    const query = String(await documentOf(payload));
    const read = readOperation(query, payload.operationName);
    const answered = await answer(served, context, { ...payload, query }, read !== null && isStream(read));
    operation = answered.operation;
    outcome = answered.outcome;
    if (answered.errors) return answered.errors.map(graphqlError);
    return {
      schema: unused,
      document: read?.document ?? parse(query),
      operationName: payload.operationName ?? null,
      contextValue: answered.prepared,
    };
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

/** As the tenant's data says now, where their rights are data: out of memory, unless something changed. @throws UNAUTHENTICATED */
async function present(engine: Served['engine'], actor: Actor): Promise<Actor> {
  const { principal, locale, purpose } = actor;
  if (!principal) return actor;
  const now = await engine.actorOf(principal);
  if (now === null) throw new GuanxiError('UNAUTHENTICATED');
  return { ...now, ...(locale && { locale }), ...(purpose !== undefined && { purpose }) };
}

interface Answered {
  readonly operation: OperationAnswer['operation'];
  readonly outcome: string;
  readonly errors?: readonly AnswerError[];
  readonly prepared?: Prepared;
}

async function answer(
  { engine }: Served,
  { extra }: Context<Params, Extra>,
  { query, variables, operationName, extensions }: SubscribePayload,
  streams: boolean,
): Promise<Answered> {
  const actor = await present(engine, extra.actor as Actor);
  const key = extensions?.['idempotencyKey'];
  const request = {
    document: query,
    variables: variables ?? null,
    operationName: operationName ?? null,
    idempotencyKey: typeof key === 'string' ? key : undefined,
    actor,
  };
  const subscribed = streams ? await engine.subscribe(request) : ({ ok: false, answer: await engine.execute(request) } as const);
  if (subscribed.ok) {
    extra.streaming(1);
    const stream = ending(subscribed.stream, () => extra.streaming(-1));
    return { operation: subscribed.operation, outcome: 'ok', prepared: stream };
  }
  const { answer: one } = subscribed;
  const told = { operation: one.operation, outcome: outcomeOf(one) };
  return one.hasData ? { ...told, prepared: one } : { ...told, errors: one.parsed().errors ?? [] };
}

/** The same stream; `over` is called once, however it ends. */
function ending(stream: AsyncIterableIterator<StreamAnswer>, over: () => void): AsyncIterableIterator<StreamAnswer> {
  let isOver = false;
  const end = (): void => {
    if (!isOver) over();
    isOver = true;
  };
  const outer: AsyncIterableIterator<StreamAnswer> = {
    async next() {
      try {
        const next = await stream.next();
        if (next.done) end();
        return next;
      } catch (error) {
        end();
        throw error;
      }
    },
    async return() {
      end();
      return (await stream.return?.()) ?? { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => outer,
  };
  return outer;
}

/** graphql-ws asks for one; the engine has its own, by tenant. */
const unused = buildSchema('type Query { unused: Boolean }');

const graphqlError = ({ message, locations, path, extensions }: AnswerError): GraphQLError =>
  Object.assign(new GraphQLError(message, { extensions }), locations && { locations }, path && { path });
