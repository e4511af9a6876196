/** A reference client that works without a network. */
export { type ClientOptions, createOfflineClient, type OfflineClient } from './client.ts';
export { crmEffects, crmFields } from './crm.ts';
export { fileStorage } from './file-storage.ts';
export { httpTransport } from './http-transport.ts';
export { memoryStorage } from './memory-storage.ts';
export { ServerError } from './requests.ts';
export type * from './types.ts';
