/**
 * `@guanxi/server`: HTTP, WebSocket and SSE over an engine.
 *
 * @example
 * const server = createServer(engine, { authenticate });
 * console.log((await server.listen()).url);
 */
export { createServer, type GuanxiServer } from './server.ts';
export type { Authenticate, Credentials, ServedEngine, ServerOptions } from './options.ts';
export { directoryFileStore, type FileStore, type StoredBytes } from './files/store.ts';
export { jsonLogger, type Logger, silentLogger } from './logging.ts';
