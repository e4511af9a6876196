/** Answers that are no GraphQL. */
import type { ServerResponse } from 'node:http';
import { type Refusal, refusalOf } from './errors.ts';

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(JSON.stringify(body));
}

/** In the shape of a GraphQL error, so that clients read one thing. */
export function sendRefusal(response: ServerResponse, { status, code, message }: Refusal): void {
  if (response.headersSent) response.destroy();
  else sendJson(response, status, { errors: [{ message, extensions: { code } }] });
}

export const sendError = (response: ServerResponse, error: unknown): void => sendRefusal(response, refusalOf(error));
