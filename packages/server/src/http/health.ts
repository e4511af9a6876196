/** `/health`: the process is up. `/ready`: the database answers and is migrated; a load balancer asks this one. */
import type { ServerResponse } from 'node:http';
import { GuanxiError } from '@guanxi/core';
import type { ServedEngine } from '../options.ts';
import { sendJson } from './send.ts';

export const health = (response: ServerResponse): void => sendJson(response, 200, { status: 'up' });

export async function readiness(engine: ServedEngine, response: ServerResponse, closing: boolean): Promise<void> {
  if (closing) return sendJson(response, 503, { status: 'closing' });
  try {
    await engine.ready();
    sendJson(response, 200, { status: 'ready' });
  } catch (error) {
    sendJson(response, 503, { status: 'unready', code: error instanceof GuanxiError ? error.code : 'INTERNAL' });
  }
}
