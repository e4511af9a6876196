/**
 * Of a body that was refused the rest is read and dropped: a connection closed while the client still writes would lose the answer. Not
 * for ever.
 */
import type { IncomingMessage } from 'node:http';

const dropMs = 5_000;

export function dropRest(request: IncomingMessage): void {
  if (request.complete) return;
  const timer = setTimeout(() => request.destroy(), dropMs).unref();
  request.once('close', () => clearTimeout(timer)).resume();
}
