/** The one line that the log has for each request. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '@guanxi/core';
import type { OperationAnswer } from '../options.ts';
import { pathOf } from './path.ts';

export interface RequestEntry {
  operation: OperationAnswer['operation'];
  outcome: string | null;
}

/** The line is written when the answer is out, or the client gone. The query string is left out: it may hold variables. */
export function logRequest(logger: Log, request: IncomingMessage, response: ServerResponse): RequestEntry {
  const entry: RequestEntry = { operation: null, outcome: null };
  const started = performance.now();
  response.once('close', () => {
    const { operation, outcome } = entry;
    logger.info('request', {
      method: request.method,
      path: pathOf(request),
      status: response.statusCode,
      ms: Math.round((performance.now() - started) * 10) / 10,
      ...(operation && { type: operation.type, operation: operation.name }),
      outcome: response.writableFinished ? (outcome ?? (response.statusCode < 400 ? 'ok' : 'refused')) : 'aborted',
    });
  });
  return entry;
}

export function note(entry: RequestEntry, answer: OperationAnswer): void {
  entry.operation = answer.operation;
  entry.outcome = outcomeOf(answer);
}

/** `ok`, or the codes of the errors. */
export function outcomeOf(answer: OperationAnswer): string {
  if (answer.text.startsWith('{"data"')) return 'ok';
  return [...new Set(answer.parsed().errors?.map((e) => e.extensions.code))].join(',') || 'ok';
}
