/** Errors of requests that never reach the engine: they get a code, and lose everything of the inside. */
import { GuanxiError } from '@guanxi/core';
import { GraphQLError } from 'graphql';

/** yoga's `maskError`: what is no error of the caller's becomes INTERNAL. */
export function coded(error: unknown): Error {
  if (error instanceof GraphQLError) {
    const cause = error.originalError;
    if (cause && !(cause instanceof GraphQLError) && !(cause instanceof GuanxiError)) return internal();
    const code = error.extensions['code'] ?? (cause instanceof GuanxiError ? cause.code : 'BAD_INPUT');
    return new GraphQLError(error.message, {
      nodes: error.nodes ?? null,
      path: error.path ?? null,
      extensions: { ...error.extensions, code },
    });
  }
  if (error instanceof GuanxiError) return new GraphQLError(error.message, { extensions: { code: error.code } });
  return internal();
}
const internal = (): GraphQLError =>
  new GraphQLError('Something went wrong inside.', { extensions: { code: 'INTERNAL', http: { status: 500 } } });
