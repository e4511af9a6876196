/** `/health`: the process is up. `/ready`: the database answers and is migrated; a load balancer asks this one. */
import type { ServerResponse } from 'node:http';
import { BootError, GuanxiError } from '@guanxi/core';
import type { ServedEngine } from '../options.ts';
import { sendJson } from './send.ts';

export const health = (response: ServerResponse): void => sendJson(response, 200, { status: 'up' });

/** Reasons are codes: whoever may ask is not known, and messages name addresses and migrations. */
export async function readiness(engine: ServedEngine, response: ServerResponse, isClosing: boolean): Promise<void> {
  if (isClosing) return sendJson(response, 503, { status: 'closing', reasons: ['ENGINE_CLOSED'] });
  try {
    await engine.ready();
    sendJson(response, 200, { status: 'ready' });
  } catch (error) {
    sendJson(response, 503, { status: 'unready', reasons: reasonsOf(error) });
  }
}

function reasonsOf(error: unknown): readonly string[] {
  if (error instanceof BootError) return error.problems.map(({ code }) => code);
  return [error instanceof GuanxiError ? error.code : 'INTERNAL'];
}
