/** Identity for a developer's own machine: one token, one actor. Nothing else should ever use it. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Actor } from '@guanxi/core';
import type { Authenticate } from './options.ts';

export interface DevelopmentIdentity {
  /** Send it as `authorization: Bearer <token>`, over WebSocket in `connectionParams.authorization`. */
  readonly token: string;
  readonly authenticate: Authenticate;
}

export function developmentIdentity(actor: Actor, token: string = randomBytes(12).toString('base64url')): DevelopmentIdentity {
  const expected = Buffer.from(`Bearer ${token}`);
  const fits = (given: unknown): boolean => {
    const bytes = Buffer.from(typeof given === 'string' ? given : '');
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  };
  return {
    token,
    authenticate: ({ headers, connectionParams }) =>
      fits(headers.authorization) || fits(connectionParams?.['authorization']) ? actor : null,
  };
}
