/**
 * `@guanxi/server`: HTTP, WebSocket and SSE over an engine.
 *
 * @example
 * const server = createServer(engine, { authenticate, logger: jsonLogger() });
 * console.log((await server.listen()).url);
 */
export { createServer, type GuanxiServer } from './server.ts';
export type { Authenticate, Credentials, ServedEngine, ServerOptions } from './options.ts';
export { directoryFileStore, type FileMeta, type FileStore, type StoredBytes } from './files/store.ts';
export { jsonLogger } from './logging.ts';
