/** GraphQL over WebSocket (graphql-transport-ws): the same operations, the same rights, one authentication per connection. */
import type { Server } from 'node:http';
import { type Actor, GuanxiError } from '@guanxi/core';
import { handleProtocols } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { originAllowed } from '../http/origins.ts';
import type { ServedEngine, ServerOptions } from '../options.ts';

interface Extra extends Record<PropertyKey, unknown> {
  actor?: Actor;
}
export interface SocketServer {
  /** Ends every connection with 1001 (going away). */
  close(): Promise<void>;
}

/** What an unauthenticated `connection_init` is closed with. */
const unauthenticated = 4403;

export function serveWebSocket(http: Server, engine: ServedEngine, o: ServerOptions): SocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: o.maxRequestBytes ?? 1024 * 1024, handleProtocols });
  const path = o.path ?? '/graphql';
  http.on('upgrade', (request, socket, head) => {
    const refuse = (status: string): void => {
      socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`);
    };
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== path) return refuse('404 Not Found');
    if (!originAllowed(request, o.origins ?? [])) return refuse('403 Forbidden');
    sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit('connection', ws, request));
  });
  const served = useServer<Record<string, unknown>, Extra>(
    {
      schema: engine.schema,
      async onConnect(context) {
        const actor = await o.authenticate({ headers: context.extra.request.headers, connectionParams: context.connectionParams ?? {} });
        if (actor === null) {
          context.extra.socket.close(unauthenticated, 'UNAUTHENTICATED');
          return false;
        }
        context.extra.actor = actor;
        return true;
      },
      async onSubscribe(context, _id, payload) {
        const { actor } = context.extra;
        if (!actor) throw new GuanxiError('UNAUTHENTICATED');
        return { ...payload, schema: engine.schema, contextValue: { actor } } as never;
      },
      execute: async (args) => {
        const { actor } = args.contextValue as { actor: Actor };
        const answer = await engine.execute({
          document: args.document,
          variables: args.variableValues ?? null,
          operationName: args.operationName ?? null,
          actor,
        });
        return answer.parsed();
      },
    },
    sockets,
  );
  return {
    async close() {
      await served.dispose();
    },
  };
}
