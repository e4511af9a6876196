/** How a server begins to listen, and how it ends without losing what it has begun. */
import type { Server } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { EventStreams } from './http/event-stream.ts';
import type { InFlight } from './in-flight.ts';
import type { Served } from './options.ts';
import type { SocketServer } from './websocket/serve.ts';

export interface Address {
  /** Of GraphQL. */
  readonly url: string;
  readonly port: number;
}

export function listen(http: Server, { host, port: wanted, path }: Served): Promise<Address> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(wanted, host, () => {
      http.removeListener('error', reject);
      const { address, port, family } = http.address() as AddressInfo;
      resolve({ url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}${path}`, port });
    });
  });
}

interface Running {
  readonly http: Server;
  readonly sockets: SocketServer;
  readonly streams: Pick<EventStreams, 'close'>;
  readonly inFlight: InFlight;
  readonly served: Served;
}

/** What is not finished in time is cut off; the engine is closed either way. */
export async function shutDown({ http, sockets, streams, inFlight, served }: Running): Promise<void> {
  if (served.drainMs > 0) await pause(served.drainMs);
  const late = setTimeout(() => {
    served.logger.warn('shutdown cuts off what was not finished', { afterMs: served.shutdownTimeoutMs });
    sockets.terminate();
    http.closeAllConnections();
  }, served.shutdownTimeoutMs);
  await Promise.all([sockets.close(), streams.close(), closeHttp(http, inFlight)]);
  clearTimeout(late);
  await served.engine.close();
}

/**
 * An HTTP server's own `close` also destroys connections whose answer has ended but is not sent yet, and those whose request has arrived
 * but is not read yet. So it stops listening as a net server does, and closes connections when nothing is under way.
 */
async function closeHttp(http: Server, inFlight: InFlight): Promise<void> {
  // Also called where it never listened, being mounted in somebody else's server.
  const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(http, () => resolve()));
  await nextTurn();
  await inFlight.idle();
  http.close();
  await closed;
}
