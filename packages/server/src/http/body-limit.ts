/** Bounds a request's body, whether it says its length or not. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendError } from './send.ts';

/** False when the body was refused and answered: 413, and the connection is closed. */
export function bodyWithinLimit(request: IncomingMessage, response: ServerResponse, maxBytes: number): boolean {
  const declared = Number(request.headers['content-length'] ?? 0);
  const refuse = (): void => {
    response.setHeader('connection', 'close');
    sendError(response, 413, 'LIMIT_EXCEEDED', `The request body is larger than ${maxBytes} bytes.`);
  };
  if (declared > maxBytes) {
    refuse();
    return false;
  }
  if (request.headers['transfer-encoding'] !== undefined) {
    let seen = 0;
    request.on('data', (chunk: Buffer) => {
      seen += chunk.length;
      if (seen > maxBytes && !response.headersSent) {
        refuse();
        request.destroy();
      }
    });
    // Counting must not start the flow before the reader is there.
    request.pause();
  }
  return true;
}
