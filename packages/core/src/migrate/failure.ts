/** How a migration's failure is told: which migration, which statement, and what Postgres said. */
import { pgError } from '../database/pg-error.ts';
import { GuanxiError } from '../errors.ts';
import type { Migration } from './source.ts';

/** Postgres' `lock_not_available`: somebody holds a table for longer than `lockTimeoutMs`. */
const lockNotAvailable = '55P03';

export function failure(migration: Migration, statement: number, cause: unknown): unknown {
  if (cause instanceof GuanxiError && cause.code.startsWith('MIGRATION_')) return cause;
  const name = `${migration.plugin}/${migration.name}`;
  if (pgError(cause)?.code === lockNotAvailable) return new GuanxiError('MIGRATION_LOCKED', { migration: name, statement }, { cause });
  const problem = cause instanceof Error ? cause.message : String(cause);
  return new GuanxiError('MIGRATION_FAILED', { migration: name, statement, problem }, { cause });
}
