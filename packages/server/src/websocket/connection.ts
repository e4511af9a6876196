/** One socket: messages to the protocol and back, a sign of life now and then, and an end that waits for what is under way. */
import type { IncomingMessage } from 'node:http';
import type { Log } from '@guanxi/core';
import { CloseCode, type Server } from 'graphql-ws';
import type { RawData, WebSocket } from 'ws';
import type { Extra } from './operations.ts';

export interface Connection {
  /** Closes with 1001 (going away) as soon as no operation of it is under way. */
  closeWhenIdle(): void;
  /** At once. */
  terminate(): void;
}

const goingAway = 1001;
/** A peer that does not answer a ping within this is gone. */
const keepAliveMs = 12_000;

export function connection(protocol: Server<Extra>, socket: WebSocket, request: IncomingMessage, logger: Log): Connection {
  let running = 0;
  let closing = false;
  const closeIfIdle = (): void => {
    if (closing && running === 0) socket.close(goingAway, 'Going away');
  };
  const failed = (error: unknown): void => {
    logger.error('socket failed', { error: String(error) });
    socket.close(CloseCode.InternalServerError, 'Internal server error');
  };
  const stopPinging = keepAlive(socket);
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (data) => send(socket, data),
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
    { request },
  );
  // A frame that is too large or malformed: ws closes the socket with the fitting code by itself.
  socket.on('error', (error) => logger.warn('socket error', { error: error.message }));
  socket.once('close', (code, reason) => {
    stopPinging();
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
