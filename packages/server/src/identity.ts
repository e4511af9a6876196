/** The one seam for identity: every door asks here who is calling. */
import type { IncomingMessage } from 'node:http';
import { type Actor, GuanxiError } from '@guanxi/core';
import type { Served } from './options.ts';

/**
 * @throws GuanxiError UNAUTHENTICATED; INTERNAL where `authenticate` itself failed, which the log tells of and the caller does not learn.
 */
export async function identify(
  { authenticate, logger }: Served,
  request: IncomingMessage,
  connectionParams?: Readonly<Record<string, unknown>>,
): Promise<Actor> {
  let actor: Actor | null;
  try {
    actor = await authenticate({ headers: request.headers, url: request.url ?? '/', ...(connectionParams && { connectionParams }) });
  } catch (error) {
    if (error instanceof GuanxiError) throw error;
    logger.error('authenticate failed', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    throw new GuanxiError('INTERNAL', { reference: 'authenticate' });
  }
  if (actor === null) throw new GuanxiError('UNAUTHENTICATED');
  return actor;
}
