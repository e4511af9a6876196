/** One socket: messages to the protocol and back, a sign of life now and then, and an end that waits for what is under way. */
import type { IncomingMessage } from 'node:http';
import { CloseCode, type Server } from 'graphql-ws';
import type { RawData, WebSocket } from 'ws';
import type { Served } from '../options.ts';
import { watchIdentity } from '../reauthentication.ts';
import type { Extra } from './operations.ts';
import type { Splice } from './splice.ts';

export interface Connection {
  /** Closes with 1001 (going away) as soon as nothing of it is under way but streams, which clients take up again elsewhere. */
  closeWhenIdle(): void;
  /** At once. */
  terminate(): void;
}

const goingAway = 1001;
/** "Try again later": what was sent is not read. Clients connect again, and resume from their cursors. */
const slowConsumer = 1013;
/** Who does not read does not see that the socket is being closed either. */
const closingMs = 5_000;
/** A peer that does not answer a ping within this is gone. */
const keepAliveMs = 12_000;

export function connection(
  protocol: Server<Extra>,
  socket: WebSocket,
  request: IncomingMessage,
  served: Served,
  splice: Splice,
): Connection {
  const { logger, maxBufferedBytes } = served;
  let running = 0;
  let streaming = 0;
  let closing = false;
  let stopWatching = (): void => undefined;
  const closeIfIdle = (): void => {
    if (closing && running === streaming) socket.close(goingAway, 'Going away');
  };
  const failed = (error: unknown): void => {
    logger.error('socket failed', { error: String(error) });
    socket.close(CloseCode.InternalServerError, 'Internal server error');
  };
  const cutOff = (): void => {
    logger.warn('socket closed: its reader is too slow', { bufferedBytes: socket.bufferedAmount });
    socket.close(slowConsumer, 'SLOW_CONSUMER');
    setTimeout(() => socket.terminate(), closingMs).unref();
  };
  const extra: Extra = {
    request,
    identified(actor, identify) {
      stopWatching = watchIdentity(served, { actor, identify, lost: (code) => socket.close(CloseCode.Forbidden, code) });
      if (socket.readyState !== socket.OPEN) stopWatching();
    },
    streaming(change) {
      streaming += change;
      closeIfIdle();
    },
  };
  const stopPinging = keepAlive(socket);
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send(data) {
        const message = splice.whole(data);
        if (socket.readyState === socket.OPEN && socket.bufferedAmount > maxBufferedBytes) cutOff();
        return send(socket, message);
      },
      close: (code, reason) => socket.close(code, reason),
      // Resolves when the operation that a message began is over.
      onMessage: (handle) =>
        socket.on('message', (data: RawData) => {
          running += 1;
          handle(String(data))
            .catch(failed)
            .finally(() => {
              running -= 1;
              closeIfIdle();
            });
        }),
    },
    extra,
  );
  // A frame that is too large or malformed: ws closes the socket with the fitting code by itself.
  socket.on('error', (error) => logger.warn('socket error', { error: error.message }));
  socket.once('close', (code, reason) => {
    stopPinging();
    stopWatching();
    closed(code, String(reason)).catch(failed);
  });
  return {
    closeWhenIdle() {
      closing = true;
      closeIfIdle();
    },
    terminate: () => socket.terminate(),
  };
}

/** Resolves when the socket has taken it; what is for a client that has left is dropped. */
const send = (socket: WebSocket, data: string): Promise<void> =>
  new Promise((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) resolve();
    else socket.send(data, (error) => (error ? reject(error) : resolve()));
  });

function keepAlive(socket: WebSocket): () => void {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  }, keepAliveMs);
  timer.unref();
  return () => clearInterval(timer);
}
