/** Answers that are no GraphQL. */
import type { ServerResponse } from 'node:http';

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** In the shape of a GraphQL error, so that clients read one thing. */
export function sendError(response: ServerResponse, status: number, code: string, message: string): void {
  if (!response.headersSent) sendJson(response, status, { errors: [{ message, extensions: { code } }] });
}
