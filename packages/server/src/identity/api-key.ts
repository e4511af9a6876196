/** Programs come with an API key, as a bearer token: `authorization: Bearer gxk_…`. */
import type { Engine } from '@guanxi/core';
import type { Authenticate } from '../options.ts';
import { bearerToken } from './bearer.ts';

/** Whether the key still holds is looked at with every request, out of memory. */
export const apiKeyIdentity =
  (engine: Pick<Engine, 'principalOf'>): Authenticate =>
  (credentials) => {
    const token = bearerToken(credentials);
    return token === null ? null : engine.principalOf(token);
  };
