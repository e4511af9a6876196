/** Errors of requests that never reach the engine: they get one of our codes and an HTTP status, and lose everything of the inside. */
import { asTold } from '@guanxi/core';
import { GraphQLError } from 'graphql';

const statuses: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  LIMIT_EXCEEDED: 413,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  ENGINE_CLOSED: 503,
  UNAVAILABLE: 503,
};
/** Of an error that refused a whole request. */
export const statusOf = (code: string): number => statuses[code] ?? 400;

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export function refusalOf(error: unknown): Refusal {
  const told = asTold(error);
  if (told === null) return { status: 500, code: 'INTERNAL', message: 'Something went wrong inside.' };
  return { status: statusOf(told.code), code: told.code, message: told.message };
}

/** A refusal as yoga takes it. */
export const httpError = ({ status, code, message }: Refusal, headers: Readonly<Record<string, string>> = {}): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status, headers } } });

/** yoga's codes in our terms. */
const codes: Readonly<Record<string, string>> = { BAD_REQUEST: 'BAD_INPUT', REQUEST_ENTITY_TOO_LARGE: 'LIMIT_EXCEEDED' };

/** yoga's `maskError`: what it refused keeps message and status, anything else is INTERNAL. */
export function masked(error: unknown): Error {
  if (!(error instanceof GraphQLError) || (error.originalError && !(error.originalError instanceof GraphQLError)))
    return httpError(refusalOf(error));
  const { http, code = 'BAD_INPUT' } = error.extensions as { readonly http?: YogaHttp; readonly code?: string };
  // yoga answers some of them with 200 when application/json is accepted; but no GraphQL request was understood.
  return httpError({ status: http?.status ?? 400, code: codes[code] ?? code, message: error.message }, http?.headers);
}
interface YogaHttp {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}
