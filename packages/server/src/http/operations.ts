/** The engine in place of yoga's own execution; its text goes out as it is. */
import { type Actor, GuanxiError } from '@guanxi/core';
import { type ExecutionResult, GraphQLError, getOperationAST, parse } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import type { OperationAnswer, Served } from '../options.ts';
import { httpError, refusalOf, statusOf } from './errors.ts';
import type { RequestContext } from './graphql.ts';
import { note } from './request-log.ts';
import { retryAfterIn } from './retry-after.ts';

export const operations = ({ engine, logger }: Served): Plugin<object, RequestContext> => ({
  onParams({ setParamsHandler }) {
    // A handler runs after every check of the parameters, a hook among them.
    setParamsHandler(async ({ request, params, context }) => {
      const { query = '', operationName } = params;
      requireName(operationName);
      if (request.method === 'GET') refuseMutation(query, operationName);
      const answer = await engine
        .execute({
          document: query,
          variables: params.variables ?? null,
          operationName: operationName ?? null,
          actor: context.actor as Actor,
          idempotencyKey: request.headers.get('idempotency-key') ?? undefined,
        })
        .catch((error: unknown) => {
          if (!(error instanceof GuanxiError)) logger.error('execute failed', { error: String(error) });
          throw httpError(refusalOf(error));
        });
      note(context.entry, answer);
      return resultOf(answer);
    });
  },
});

function requireName(name: GraphQLParams['operationName'] | null): void {
  if (name == null || typeof name === 'string') return;
  throw httpError({ status: 400, code: 'BAD_INPUT', message: 'operationName must be text.' });
}

/** A GET can be sent by a link or an image. What does not parse cannot change anything; the engine says what is wrong with it. */
function refuseMutation(query: string, operationName: string | undefined): void {
  let isQuery: boolean;
  try {
    isQuery = (getOperationAST(parse(query, { maxTokens: 20_000 }), operationName || null)?.operation ?? 'query') === 'query';
  } catch {
    return;
  }
  if (!isQuery) throw httpError({ status: 405, code: 'BAD_INPUT', message: 'Only queries can be sent by GET.' }, { allow: 'POST' });
}

interface TextResult extends ExecutionResult {
  stringify(): string;
}
/** yoga takes the status from the errors and the body from `stringify`. */
function resultOf(answer: OperationAnswer): TextResult {
  const stringify = (): string => answer.text;
  if (answer.hasData) return { stringify };
  const seconds = retryAfterIn(answer);
  const status = statusOf(answer.parsed().errors?.[0]?.extensions.code ?? 'INTERNAL');
  // With application/json, documents that are wrong are answered with 200 (GraphQL over HTTP, section 6.4.1).
  const http = seconds
    ? { status: 429, headers: { 'retry-after': seconds } }
    : status === 401 || status === 500
      ? { status }
      : { status: 400, spec: true };
  return { errors: [new GraphQLError('refused', { extensions: { http } })], stringify };
}
