/**
 * The database room: one port, two engines behind it.
 *
 * @example
 * const database = await connect({ directory: './data' });
 * await database.transaction(async (tx) => tx.query({ text: 'select $1::int', params: [1] }));
 */
export type { Database, Parameter, Priority, QueryOptions, Result, ResultRow, Statement, Transaction, TransactionOptions } from './port.ts';
export { connect, type DatabaseOption, type EmbeddedLimits } from './connect.ts';
export type { EmbeddedDatabase } from './embedded/database.ts';
export type { PostgresOptions } from './postgres/database.ts';
export { PgError, pgError, type PgErrorFields } from './pg-error.ts';
export { actAs, pluginRole, roles } from './roles.ts';
export { splitScript } from './split.ts';
