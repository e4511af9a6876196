/** `createServer`: HTTP, WebSocket and SSE over an engine. */
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bodyWithinLimit } from './http/body-limit.ts';
import { type GraphQLHandler, graphqlHandler } from './http/graphql.ts';
import { health, readiness } from './http/health.ts';
import { sendError } from './http/send.ts';
import { silentLogger } from './logging.ts';
import type { ServedEngine, ServerOptions } from './options.ts';
import { type SocketServer, serveWebSocket } from './websocket/serve.ts';

export interface GuanxiServer {
  /** Resolves once it listens, with where. */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /** Takes no more, lets what is under way finish, closes sockets with 1001, then the engine. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * @example
 * const server = createServer(engine, { authenticate: ({ headers }) => actorOf(headers.authorization) });
 * const { url } = await server.listen();
 */
export function createServer(engine: ServedEngine, options: ServerOptions): GuanxiServer {
  const state: State = { engine, options, graphql: graphqlHandler(engine, options), closing: null };
  const http = createHttpServer((request, response) => {
    route(state, request, response).catch((error: unknown) => {
      (options.logger ?? silentLogger).error({ error: String(error) }, 'request failed');
      sendError(response, 500, 'INTERNAL', 'Something went wrong inside.');
    });
  });
  const sockets = serveWebSocket(http, engine, options);
  return {
    listen: () => listen(http, options),
    close: () => (state.closing ??= close(http, sockets, engine, options.shutdownTimeoutMs ?? 10_000)),
  };
}

interface State {
  readonly engine: ServedEngine;
  readonly options: ServerOptions;
  readonly graphql: GraphQLHandler;
  closing: Promise<void> | null;
}

async function route(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/health') return health(response);
  if (pathname === '/ready') return readiness(state.engine, response, state.closing !== null);
  if (state.closing !== null) response.setHeader('connection', 'close');
  if (pathname === (state.options.path ?? '/graphql')) {
    if (!bodyWithinLimit(request, response, state.options.maxRequestBytes ?? 1024 * 1024)) return;
    await state.graphql(request, response);
    return;
  }
  sendError(response, 404, 'NOT_FOUND', 'There is nothing here.');
}

function listen(http: Server, o: ServerOptions): Promise<{ url: string; port: number }> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(o.port ?? 4000, o.host ?? '127.0.0.1', () => {
      http.removeListener('error', reject);
      const { address, port, family } = http.address() as AddressInfo;
      const host = family === 'IPv6' ? `[${address}]` : address;
      resolve({ url: `http://${host}:${port}${o.path ?? '/graphql'}`, port });
    });
  });
}

async function close(http: Server, sockets: SocketServer, engine: ServedEngine, timeoutMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  http.closeIdleConnections();
  await sockets.close();
  const late = setTimeout(() => http.closeAllConnections(), timeoutMs);
  await closed;
  clearTimeout(late);
  await engine.close();
}
