/** Opens a database from what an embedder writes: a URL, a directory, or nothing. */

import { connectEmbedded, type EmbeddedDatabase } from './embedded/database.ts';
import type { Database } from './port.ts';
import { connectPostgres, type PostgresOptions } from './postgres/database.ts';
import type { ScopeOptions } from './scope.ts';

export interface EmbeddedLimits extends ScopeOptions {
  readonly statementTimeoutMs?: number;
}

/**
 * - a string other than 'memory', or `{ url }`: a Postgres server;
 * - `{ directory }`: the embedded Postgres, kept in a directory that one process at a time may open;
 * - 'memory': the embedded Postgres, gone with the process; `{ memory }` starts from a snapshot of another;
 * - a Database: used as it is, and closed by whoever made it.
 */
export type DatabaseOption =
  | string
  | PostgresOptions
  | ({ readonly directory: string } & EmbeddedLimits)
  | ({ readonly memory: Uint8Array | true } & EmbeddedLimits)
  | Database;

/** @example const database = await connect('postgres://localhost/crm'); */
export function connect(option: { readonly directory: string } & EmbeddedLimits): Promise<EmbeddedDatabase>;
export function connect(option: ({ readonly memory: Uint8Array | true } & EmbeddedLimits) | 'memory'): Promise<EmbeddedDatabase>;
export function connect(option?: DatabaseOption): Promise<Database>;
export async function connect(option: DatabaseOption = 'memory'): Promise<Database> {
  if (option === 'memory') return connectEmbedded();
  if (typeof option === 'string') return connectPostgres({ url: option });
  if ('transaction' in option) return option;
  if ('url' in option) return connectPostgres(option);
  if ('directory' in option) return connectEmbedded(option);
  const { memory, ...limits } = option;
  return connectEmbedded({ ...limits, ...(memory !== true && { snapshot: memory }) });
}
