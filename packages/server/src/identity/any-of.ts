/** Several ways to say who one is: the first that knows the caller decides. */
import type { Authenticate } from '../options.ts';

/** @example authenticate: anyOf(apiKeyIdentity(engine), jwtIdentity({ jwks, issuer, audience })) */
export const anyOf =
  (...ways: readonly Authenticate[]): Authenticate =>
  async (credentials) => {
    for (const way of ways) {
      const found = await way(credentials);
      if (found !== null) return found;
    }
    return null;
  };
