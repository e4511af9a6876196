/** Which pages may talk to the server: its own, and the origins it was told. */
import type { IncomingMessage } from 'node:http';

/** A request without an Origin comes from no page. */
export function originAllowed(request: IncomingMessage, origins: readonly string[]): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (origins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
