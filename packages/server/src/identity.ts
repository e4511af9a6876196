/** The one seam for identity: every door asks here who is calling. */
import type { IncomingMessage } from 'node:http';
import { type Actor, GuanxiError } from '@guanxi/core';
import type { Served } from './options.ts';

import { purposeOf } from './purpose.ts';
/**
 * Only `authenticate` says who somebody is; a principal's rights come from the tenant's data. What they read for, and in which language, they
 * say themselves.
 *
 * @throws GuanxiError UNAUTHENTICATED; BAD_INPUT for a purpose that is none; INTERNAL where `authenticate` itself failed, which the log tells of and the caller does not learn.
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
  const purpose = purposeOf(headers, connectionParams);
  const locale = actor.locale ?? localeOf(headers['accept-language']);
  return { ...actor, ...(purpose !== null && { purpose }), ...(locale && { locale }) };
}
