/** A server on a free port over the stand-in, for one test. */
import { onTestFinished } from 'vitest';
import { createServer, type GuanxiServer, type ServerOptions } from '../index.ts';
import { type StandIn, standIn } from './stand-in.fixture.ts';
import { tokens } from './tokens.fixture.ts';

export interface Served {
  readonly engine: StandIn;
  readonly server: GuanxiServer;
  readonly url: string;
  readonly socketUrl: string;
  readonly token: string;
  /** A request that is in order; `init` changes what it should not have. */
  post(body: unknown, init?: RequestInit & { readonly headers?: Record<string, string> }): Promise<Response>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
}

export async function serve(options: Partial<ServerOptions> = {}): Promise<Served> {
  const engine = standIn();
  const known = tokens();
  const token = known.for({ kind: 'service', name: 'test', tenant: '019b0000-0000-7000-8000-000000000000', permissions: ['*'] });
  const server = createServer(engine, { authenticate: known.authenticate, port: 0, shutdownTimeoutMs: 2_000, ...options });
  const { url } = await server.listen();
  onTestFinished(async () => {
    engine.release();
    await server.close();
  });
  const authorization = `Bearer ${token}`;
  return {
    engine,
    server,
    url,
    socketUrl: url.replace('http', 'ws'),
    token,
    post: (body, init = {}) =>
      fetch(url, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...init,
        headers: { authorization, 'content-type': 'application/json', ...init.headers },
      }),
    get: (path, headers = {}) => fetch(new URL(path, url), { headers: { authorization, ...headers } }),
  };
}
