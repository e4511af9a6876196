/**
 * `@guanxi/server`: HTTP, WebSocket and SSE over an engine.
 *
 * @example
 * const server = createServer(engine, { authenticate, logger: jsonLogger() });
 * console.log((await server.listen()).url);
 */
export { createServer, type GuanxiServer } from './server.ts';
export { anyOf } from './identity/any-of.ts';
export { bearerToken } from './identity/bearer.ts';
export { apiKeyIdentity } from './identity/api-key.ts';
export { type DevelopmentIdentity, developmentIdentity } from './development.ts';
export { type JwtClaims, jwtIdentity, type JwtIdentityOptions } from './identity/jwt.ts';
export type { Authenticate, Credentials, ServedEngine, ServerOptions } from './options.ts';
export type { DocumentOptions } from './documents/trusted.ts';
export type { DocumentStore } from './documents/store.ts';
export { directoryFileStore, type FileMeta, type FileStore, type StoredBytes } from './files/store.ts';
export { jsonLogger } from './logging.ts';

// ── files in and out ──
export { type ImportCounts, type ImportEngine, importTable, type Mapping, readMappings, type RefusedRow } from './import/index.ts';
export { allowExport, planExport, writeList } from './export/index.ts';
export { openTable, type Table, type TableWriter, writeTable } from './tabular/index.ts';
