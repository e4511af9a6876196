/** A server on a free port over an embedded engine with `crm`, and two people who may talk to it. */
import { crm } from '@guanxi/core/crm';
import { createTestEngine } from '@guanxi/testing';
import { afterAll, beforeAll } from 'vitest';
import { createServer, type GuanxiServer, type ServerOptions } from '../index.ts';
import { type Tokens, tokens } from './tokens.fixture.ts';

type CrmEngine = Awaited<ReturnType<typeof openEngine>>;
const openEngine = () => createTestEngine({ plugins: [crm()], engine: 'embedded' });

export interface ServedCrm {
  readonly t: CrmEngine;
  readonly tokens: Tokens;
  /** Of GraphQL. */
  readonly url: string;
  /** `/health` and the like. */
  at(path: string): string;
  readonly server: GuanxiServer;
}

/** Started before the first test of the file, closed after the last. `options` may need the engine. */
export function serveCrm(options: (t: CrmEngine) => Partial<ServerOptions> = () => ({})): () => ServedCrm {
  let served: ServedCrm | undefined;
  beforeAll(async () => {
    const t = await openEngine();
    const known = tokens();
    const server = createServer(t.engine, { authenticate: known.authenticate, port: 0, ...options(t) });
    const { url } = await server.listen();
    served = { t, tokens: known, url, server, at: (path) => new URL(path, url).href };
  });
  afterAll(async () => {
    await served?.server.close();
    await served?.t.close();
  });
  return () => served as ServedCrm;
}
