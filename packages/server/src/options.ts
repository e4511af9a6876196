/** What a server is told, and what it asks of an engine. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Actor } from '@guanxi/core';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { FileStore } from './files/store.ts';
import type { Logger } from './logging.ts';

/** The part of an engine that a server uses; any engine fits. */
export interface ServedEngine {
  readonly schema: GraphQLSchema;
  execute(request: {
    readonly document: DocumentNode;
    readonly variables?: Readonly<Record<string, unknown>> | null;
    readonly operationName?: string | null;
    readonly actor: Actor;
  }): Promise<{ readonly text: string; parsed(): ExecutionResult }>;
  /** Whether the database answers and is migrated; throws with the reason. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** What identifies a caller, alike for HTTP, SSE and WebSocket. */
export interface Credentials {
  readonly headers: IncomingHttpHeaders;
  /** The payload of a WebSocket's `connection_init`. */
  readonly connectionParams: Readonly<Record<string, unknown>>;
}
/** Null: nobody known, answered with UNAUTHENTICATED. Identity comes from here alone, never from a header the server does not check. */
export type Authenticate = (credentials: Credentials) => Promise<Actor | null> | Actor | null;

export interface ServerOptions {
  readonly authenticate: Authenticate;
  /** Default `127.0.0.1`: tell it to listen elsewhere. */
  readonly host?: string;
  /** Default 4000; 0 takes a free one. */
  readonly port?: number;
  /** Where GraphQL is. Default `/graphql`. */
  readonly path?: string;
  /** GraphiQL at `path` for browsers. Never in production: default false. */
  readonly development?: boolean;
  readonly logger?: Logger;
  /** Where the bytes of files are kept; without it there is no `/files`. */
  readonly files?: FileStore;
  /** Bytes of a GraphQL request. Default 1 MiB. */
  readonly maxRequestBytes?: number;
  /** Bytes of an uploaded file. Default 50 MiB. */
  readonly maxFileBytes?: number;
  /** Origins whose pages may open WebSockets and call with CORS, besides the server's own. */
  readonly origins?: readonly string[];
  /** Milliseconds that requests under way get at shutdown. Default 10,000. */
  readonly shutdownTimeoutMs?: number;
}
