/** API keys: how programs come in. */
import type { Noun } from '../common.ts';
import { createApiKey, revokeApiKey, rotateApiKey } from './commands.ts';
import { ApiKeyCreated, ApiKeyRevoked, ApiKeyRotated, keyExpiresInPast, keyRevoked, keyScopeUnknown } from './events.ts';
import { apiKeyFields } from './fields.ts';

export const keys: Noun = {
  model: [apiKeyFields],
  commands: [createApiKey, rotateApiKey, revokeApiKey],
  events: [ApiKeyCreated, ApiKeyRotated, ApiKeyRevoked],
  refusals: [keyRevoked, keyExpiresInPast, keyScopeUnknown],
};

export { ApiKey } from '../roles/entities.ts';
export { ApiKeyCreated, ApiKeyRevoked, ApiKeyRotated } from './events.ts';
export { apiKeyFields } from './fields.ts';
export { createApiKey, revokeApiKey, rotateApiKey };
