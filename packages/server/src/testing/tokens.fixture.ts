/** Tokens for tests: `Authorization: Bearer …`, or `token` among a WebSocket's parameters. */
import type { Actor } from '@guanxi/core';
import type { Authenticate } from '../index.ts';

export interface Tokens {
  readonly authenticate: Authenticate;
  /** A token for the actor. */
  for(actor: Actor): string;
}

export function tokens(): Tokens {
  const actors = new Map<string, Actor>();
  return {
    authenticate({ headers, connectionParams }) {
      const given = connectionParams ? `Bearer ${connectionParams['token']}` : headers.authorization;
      return actors.get(given ?? '') ?? null;
    },
    for(actor) {
      const token = `token-${actors.size + 1}`;
      actors.set(`Bearer ${token}`, actor);
      return token;
    },
  };
}
