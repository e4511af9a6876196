/** The token that a request brings, by whatever door: a header over HTTP, the first message over WebSocket. */
import type { Credentials } from '../options.ts';

/** Null where there is none. Text that is no bearer token is none. */
export function bearerToken({ headers, connectionParams }: Credentials): string | null {
  const given = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'] ?? headers.authorization;
  const [, token] = typeof given === 'string' ? (/^Bearer +([^\s]{1,16384})$/i.exec(given.trim()) ?? []) : [];
  return token ?? null;
}
