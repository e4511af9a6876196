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

export type { DocumentOptions } from './documents/trusted.ts';
export type { DocumentStore } from './documents/store.ts';
// ── files in and out ──
export { type ImportCounts, type ImportEngine, importTable, type Mapping, readMappings, type RefusedRow } from './import/index.ts';
export { planExport, writeList } from './export/index.ts';
export { openTable, type Table, type TableWriter, writeTable } from './tabular/index.ts';
