/** The keys of an issuer: as it publishes them, fetched when one is unknown, and kept for a while where it cannot be reached. */
import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

export interface JwksOptions {
  /** Milliseconds after a fetch for which an unknown key does not make another. Default 30,000. */
  readonly cooldownMs?: number;
  /** Milliseconds after which the keys are fetched anew. Default 10 minutes. */
  readonly maxAgeMs?: number;
  /** Milliseconds for which keys that were fetched are trusted while their issuer does not answer. Default an hour. */
  readonly trustedMs?: number;
}

/** What says that a token is wrong, and not that the keys cannot be had. */
const ofToken = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

export function keysOf(jwks: string | URL | JSONWebKeySet, o: JwksOptions = {}): JWTVerifyGetKey {
  if (typeof jwks === 'object' && !(jwks instanceof URL)) return createLocalJWKSet(jwks);
  const { cooldownMs = 30_000, maxAgeMs = 600_000, trustedMs = 3_600_000 } = o;
  const remote = createRemoteJWKSet(new URL(jwks), { cooldownDuration: cooldownMs, cacheMaxAge: maxAgeMs, timeoutDuration: 5_000 });
  let known: JSONWebKeySet | undefined;
  let fetchedAt = 0;
  return async (header, token) => {
    try {
      const key = await remote(header, token);
      const current = remote.jwks();
      if (current !== known) fetchedAt = performance.now();
      known = current;
      return key;
    } catch (error) {
      if (ofToken.some((kind) => error instanceof kind)) throw error;
      if (known === undefined || performance.now() - fetchedAt > maxAgeMs + trustedMs) throw error;
      try {
        return await createLocalJWKSet(known)(header, token);
      } catch {
        // It may be a new key: nobody can say now.
        throw error;
      }
    }
  };
}
