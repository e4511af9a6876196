/** `createServer`: HTTP, WebSocket and SSE over an engine. */
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { fileRoutes } from './files/routes.ts';
import { answeredCors } from './http/cors.ts';
import { direct, isPosted } from './http/direct.ts';
import { eventStreams, wantsEventStream } from './http/event-stream.ts';
import { graphqlHandler } from './http/graphql.ts';
import { health, readiness } from './http/health.ts';
import { pathOf } from './http/path.ts';
import { logRequest } from './http/request-log.ts';
import { sendError, sendRefusal } from './http/send.ts';
import { createInFlight } from './in-flight.ts';
import { type Address, listen, shutDown } from './lifecycle.ts';
import { type ServedEngine, type ServerOptions, served as withDefaults } from './options.ts';
import { socketServer } from './websocket/serve.ts';

/** Longer than load balancers keep a connection that nobody uses, 60 s as a rule: else one is closed just as they send a request on it. */
const keepAliveMs = 75_000;

export interface GuanxiServer {
  /** Resolves once it listens, with where. */
  listen(): Promise<Address>;
  /** Takes no more, lets what is under way finish, closes sockets with 1001, then the engine. Safe to call twice. */
  close(): Promise<void>;
  /** For a server of your own, in place of `listen`: `createHttpServer(server.handler).on('upgrade', server.upgrade)`. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/**
 * @example
 * const server = createServer(engine, { authenticate: ({ headers }) => actorOf(headers.authorization) });
 * const { url } = await server.listen();
 */
export function createServer(engine: ServedEngine, options: ServerOptions): GuanxiServer {
  const served = withDefaults(engine, options);
  engine.start({ work: served.work });
  const graphql = graphqlHandler(served);
  const files = served.files && fileRoutes(served, served.files);
  const sockets = socketServer(served);
  const streams = eventStreams(served);
  const inFlight = createInFlight();
  let closing: Promise<void> | null = null;

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request);
    if (path === '/health') return health(response);
    if (path === '/ready') return readiness(engine, response, closing !== null);
    const entry = logRequest(served.logger, request, response);
    if (answeredCors(request, response, served.origins)) return;
    if (path === served.path && wantsEventStream(request)) return streams(request, response, entry);
    if (path === served.path) {
      const begun = isPosted(request) ? await direct(served, request, response, entry) : undefined;
      if (begun !== null) await graphql(request, response, { entry, ...(begun && { begun }) });
      return;
    }
    if (files && (path === '/files' || path.startsWith('/files/'))) return files(request, response, path);
    sendRefusal(response, { status: 404, code: 'NOT_FOUND', message: 'There is nothing here.' });
  }

  function handler(request: IncomingMessage, response: ServerResponse): void {
    inFlight.begin();
    response.once('close', inFlight.end);
    if (closing !== null) response.setHeader('connection', 'close');
    route(request, response).catch((error: unknown) => {
      served.logger.error('request failed', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      sendError(response, error);
    });
  }

  const http = createHttpServer({ keepAliveTimeout: keepAliveMs }, handler).on('upgrade', sockets.upgrade);
  return {
    handler,
    upgrade: sockets.upgrade,
    listen: () => listen(http, served),
    close: () => (closing ??= shutDown({ http, sockets, streams, inFlight, served })),
  };
}
