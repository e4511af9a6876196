/** The one seam for identity: every door asks here who is calling. */
import type { IncomingMessage } from 'node:http';
import { type Actor, GuanxiError, type Principal, type SeenFrom } from '@guanxi/core';
import { localeOf } from './identity/locale.ts';
import type { Served } from './options.ts';
import { purposeOf } from './purpose.ts';

/**
 * Only `authenticate` says who somebody is; a principal's rights come from the tenant's data. What they read for, and in which language, they
 * say themselves.
 *
 * @throws GuanxiError UNAUTHENTICATED; BAD_INPUT for a purpose that is none; INTERNAL where `authenticate` itself failed, which the log tells of and the caller does not learn.
 */
export async function identify(
  { authenticate, engine, logger }: Served,
  request: IncomingMessage,
  connectionParams?: Readonly<Record<string, unknown>>,
): Promise<Actor> {
  const { headers, url = '/' } = request;
  let actor: Actor | null;
  try {
    const found = await authenticate({ headers, url, ...(connectionParams && { connectionParams }) });
    actor = found === null || isActor(found) ? found : await engine.actorOf(found, seenFrom(request));
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

const isActor = (found: Actor | Principal): found is Actor => 'permissions' in found;

const seenFrom = ({ headers, socket }: IncomingMessage): SeenFrom => ({
  ...(headers['user-agent'] !== undefined && { userAgent: headers['user-agent'] }),
  ...(socket.remoteAddress !== undefined && { address: socket.remoteAddress }),
});
