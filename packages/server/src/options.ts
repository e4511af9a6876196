/** What a server is told, and what it asks of an engine. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Actor, Bound, Engine, Log, PluginType, Principal } from '@guanxi/core';
import type { Crm } from '@guanxi/core/crm';
import { type DocumentOptions, trustedDocuments } from './documents/trusted.ts';
import type { FileStore } from './files/store.ts';

/** The part of an engine that a server uses; any engine fits. */
export interface ServedEngine
  extends Pick<Engine, 'actorOf' | 'watch' | 'execute' | 'subscribe' | 'measure' | 'start' | 'ready' | 'close'> {
  as(actor: Actor): Pick<Bound<PluginType>, 'run'> & { readonly plugins: { readonly crm?: Bound<Crm>['plugins']['crm'] } };
}
export type OperationAnswer = Awaited<ReturnType<Engine['execute']>>;
export type AnswerError = NonNullable<ReturnType<OperationAnswer['parsed']>['errors']>[number];

/** What identifies a caller, alike for HTTP, SSE and WebSocket. */
export interface Credentials {
  readonly headers: IncomingHttpHeaders;
  /** Path and query of the request. */
  readonly url: string;
  /** The payload of a WebSocket's `connection_init`; absent over HTTP. */
  readonly connectionParams?: Readonly<Record<string, unknown>>;
}
/**
 * Who somebody is, with the rights that the tenant's roles give them (a principal) or with rights that you know yourself (an actor). Null:
 * nobody known, answered with UNAUTHENTICATED. Identity comes from here alone, never from a header that nothing checks.
 */
export type Authenticate = (credentials: Credentials) => Promise<Actor | Principal | null> | Actor | Principal | null;

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
  /** Default: nothing is logged. `jsonLogger()` writes a line a request. */
  readonly logger?: Log;
  /** False: what hooks, timers and jobs leave for later is left to other processes (`guanxi work`). Default true. */
  readonly work?: boolean;
  /** Where the bytes of files are kept; without it there is no `/files`. */
  readonly files?: FileStore;
  /** Bytes of a GraphQL request, and of a WebSocket message. Default 1 MiB. */
  readonly maxRequestBytes?: number;
  /** Documents that were published with an application: asked for by their ids; with `only`, nothing else is answered. */
  readonly documents?: DocumentOptions;
  /** Operations that one request may bring as an array; together they may cost what one may. Default 0: arrays are refused. */
  readonly maxBatch?: number;
  /** Bytes of an uploaded file. Default 50 MiB. */
  readonly maxFileBytes?: number;
  /** Origins whose pages may open WebSockets and call with CORS, besides the server's own. */
  readonly origins?: readonly string[];
  /** Operations that may be under way on one WebSocket, its subscriptions and live queries among them. Default 100. */
  readonly maxSubscriptions?: number;
  /** Bytes that may wait for a WebSocket's reader; one who is further behind is closed with 1013 and resumes from its cursors. Default 16 MiB. */
  readonly maxBufferedBytes?: number;
  /**
   * Milliseconds after which whoever has a WebSocket or event stream open is authenticated again; where that fails, or gives other rights, it
   * is closed. Default 30,000; 0: never.
   */
  readonly reauthenticateMs?: number;
  /** Milliseconds between signs of life on an event stream, which keep proxies from closing it. Default 12,000. */
  readonly heartbeatMs?: number;
  /**
   * Milliseconds for which a server goes on as before after it was told to end, except that `/ready` says no and its connections are not kept:
   * as long as whatever divides the load needs to notice. Default 0.
   */
  readonly drainMs?: number;
  /** Milliseconds that what is under way gets at shutdown. Default 10,000. */
  readonly shutdownTimeoutMs?: number;
}

const MiB = 1024 * 1024;

/** The options with their defaults, and the engine: what every part of the server is given. */
export const served = (engine: ServedEngine, o: ServerOptions) => ({
  engine,
  authenticate: o.authenticate,
  host: o.host ?? '127.0.0.1',
  port: o.port ?? 4000,
  path: o.path ?? '/graphql',
  development: o.development ?? false,
  logger: o.logger ?? silent,
  work: o.work ?? true,
  files: o.files ?? null,
  maxRequestBytes: o.maxRequestBytes ?? MiB,
  documentOf: trustedDocuments(o.documents),
  maxBatch: o.maxBatch ?? 0,
  maxFileBytes: o.maxFileBytes ?? 50 * MiB,
  origins: o.origins ?? [],
  maxSubscriptions: o.maxSubscriptions ?? 100,
  maxBufferedBytes: o.maxBufferedBytes ?? 16 * MiB,
  reauthenticateMs: o.reauthenticateMs ?? 30_000,
  heartbeatMs: o.heartbeatMs ?? 12_000,
  drainMs: o.drainMs ?? 0,
  shutdownTimeoutMs: o.shutdownTimeoutMs ?? 10_000,
});
export type Served = ReturnType<typeof served>;

const silent: Log = { info() {}, warn() {}, error() {} };
