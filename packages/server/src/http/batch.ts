/** The parameters of one operation, and of several that come as an array, where that is allowed: together they may cost what one may. */
import type { IncomingMessage } from 'node:http';
import { type Actor, GuanxiError } from '@guanxi/core';
import type { GraphQLParams } from 'graphql-yoga';
import type { Served } from '../options.ts';

/** With the text of the document that they mean; what they lack yoga says. */
export async function withDocument({ documentOf }: Served, body: unknown): Promise<GraphQLParams> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body as GraphQLParams;
  const query = await documentOf(body);
  if (typeof query !== 'string' || query === (body as GraphQLParams).query) return body as GraphQLParams;
  const { documentId: _, ...rest } = body as { readonly documentId?: unknown };
  return { ...rest, query };
}

/** @throws GuanxiError BAD_INPUT, LIMIT_EXCEEDED */
export async function batchOf(
  served: Served,
  request: IncomingMessage,
  actor: Actor,
  bodies: readonly unknown[],
): Promise<GraphQLParams[]> {
  const { engine, maxBatch } = served;
  if (bodies.length > maxBatch) throw new GuanxiError('LIMIT_EXCEEDED', { what: 'operations', actual: bodies.length, limit: maxBatch });
  if (request.headers['idempotency-key'] !== undefined)
    throw new GuanxiError('BAD_INPUT', { problem: 'among several operations, each mutation has its idempotencyKey as an argument' });
  const all = await Promise.all(bodies.map((body) => withDocument(served, body)));
  const asked = all.filter((params) => typeof params?.query === 'string');
  await engine.measure(
    asked.map(({ query = '', variables, operationName }) => ({
      document: query,
      variables: variables ?? null,
      operationName: operationName ?? null,
      actor,
    })),
  );
  return all;
}
