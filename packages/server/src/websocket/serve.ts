/** WebSockets on GraphQL's own path, with the sub-protocol `graphql-transport-ws`. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import { pathOf } from '../http/path.ts';
import type { Served } from '../options.ts';
import { type Connection, connection } from './connection.ts';
import { protocolServer } from './operations.ts';
import { originAllowed } from './origins.ts';
import { createSplice } from './splice.ts';

export interface SocketServer {
  /** Takes over an HTTP connection that asks to become a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Takes no more, and closes each with 1001 as soon as nothing of it is under way. Resolves when all are closed. */
  close(): Promise<void>;
  /** Those that are still there, at once. */
  terminate(): void;
}

export function socketServer(served: Served): SocketServer {
  const splice = createSplice();
  const protocol = protocolServer(served, splice);
  const server = new WebSocketServer({ noServer: true, maxPayload: served.maxRequestBytes, handleProtocols });
  const open = new Set<Connection>();
  let allClosed: (() => void) | null = null;
  const refuse = (socket: Duplex, status: string): void =>
    void socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  return {
    upgrade(request, socket, head) {
      // Until ws has the socket, a client that goes away in between must not end the process.
      socket.on('error', () => socket.destroy());
      if (allClosed) return refuse(socket, '503 Service Unavailable');
      if (pathOf(request) !== served.path) return refuse(socket, '404 Not Found');
      if (!handleProtocols(request.headers['sec-websocket-protocol'] ?? '')) return refuse(socket, '400 Bad Request');
      if (!originAllowed(request, served.origins)) return refuse(socket, '403 Forbidden');
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const opened = connection(protocol, webSocket, request, served, splice);
        open.add(opened);
        webSocket.once('close', () => {
          open.delete(opened);
          if (open.size === 0) allClosed?.();
        });
      });
    },
    close: () =>
      new Promise((resolve) => {
        allClosed = resolve;
        for (const connected of open) connected.closeWhenIdle();
        if (open.size === 0) resolve();
      }),
    terminate() {
      for (const connected of open) connected.terminate();
    },
  };
}
