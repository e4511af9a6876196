/**
 * What went wrong in a database, said the same way whichever engine said it.
 *
 * Both drivers throw their own error classes. Here they become one `PgError` with the SQLSTATE and the names of what was violated,
 * and the failures that a caller handles by code (time limits, a lost connection, a full disk) become a GuanxiError.
 */
import { GuanxiError } from '../errors.ts';

export interface PgErrorFields {
  /** SQLSTATE, five characters. */
  readonly code: string;
  readonly message: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly column?: string;
  readonly detail?: string;
}

/** An error that Postgres reported about a statement. */
export class PgError extends Error implements PgErrorFields {
  override readonly name = 'PgError';
  readonly code: string;
  declare readonly constraint?: string;
  declare readonly table?: string;
  declare readonly column?: string;
  declare readonly detail?: string;

  constructor(fields: PgErrorFields, cause?: unknown) {
    super(fields.message, cause === undefined ? undefined : { cause });
    this.code = fields.code;
    if (fields.constraint !== undefined) this.constraint = fields.constraint;
    if (fields.table !== undefined) this.table = fields.table;
    if (fields.column !== undefined) this.column = fields.column;
    if (fields.detail !== undefined) this.detail = fields.detail;
  }
}

/** The Postgres error in `error` or in what caused it, or null when no database spoke. */
export function pgError(error: unknown): PgErrorFields | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (at instanceof PgError) return at;
  return null;
}

/** The fields of a driver's error, whose names differ; null when it is not Postgres that reported it. */
function fieldsOf(raw: unknown): PgErrorFields | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const from = raw as Readonly<Record<string, unknown>>;
  const text = (...names: string[]) =>
    names.map((name) => from[name]).find((value): value is string => typeof value === 'string' && value !== '');
  const code = text('code');
  // A driver's own codes ("CONNECTION_CLOSED", "EPIPE") also stand in `code`; only Postgres adds a severity.
  if (code === undefined || !/^[0-9A-Z]{5}$/.test(code) || text('severity') === undefined) return null;
  const [constraint, table, column, detail] = [
    text('constraint_name', 'constraint'),
    text('table_name', 'table'),
    text('column_name', 'column'),
    text('detail'),
  ];
  return {
    code,
    message: text('message') ?? code,
    ...(constraint !== undefined && { constraint }),
    ...(table !== undefined && { table }),
    ...(column !== undefined && { column }),
    ...(detail !== undefined && { detail }),
  };
}

const UNREACHABLE = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOENT|CONNECT_TIMEOUT)$/;
const LOST = /^(CONNECTION_CLOSED|CONNECTION_DESTROYED|CONNECTION_ENDED|ECONNRESET|EPIPE)$/;

/** A driver's error as the engine's own: GuanxiError for what has a code of ours, PgError for the rest, others unchanged. */
export function translate(raw: unknown): unknown {
  if (raw instanceof GuanxiError || raw instanceof PgError) return raw;
  const fields = fieldsOf(raw);
  if (fields === null) {
    const code = String((raw as { code?: unknown } | null)?.code ?? '');
    const reason = raw instanceof AggregateError ? code : raw instanceof Error ? raw.message : String(raw);
    if (UNREACHABLE.test(code)) return new GuanxiError('DATABASE_UNREACHABLE', { reason }, { cause: raw });
    if (LOST.test(code)) return new GuanxiError('DATABASE_LOST', { reason }, { cause: raw });
    return raw;
  }
  const error = new PgError(fields, raw);
  const { code, message } = fields;
  if (code === '57014') return new GuanxiError('STATEMENT_TIMEOUT', {}, { cause: error });
  if (code === '55P03') return new GuanxiError('LOCK_TIMEOUT', {}, { cause: error });
  if (code === '53100') return new GuanxiError('DATABASE_FULL', { reason: message }, { cause: error });
  // The server is starting, stopping, out of connections, or does not let us in; 25P03 ended an idle transaction.
  if (/^(57P01|57P02|25P03|25P04)$/.test(code)) return new GuanxiError('DATABASE_LOST', { reason: message }, { cause: error });
  if (/^(08|28|3D000|53300|57P03)/.test(code)) return new GuanxiError('DATABASE_UNREACHABLE', { reason: message }, { cause: error });
  return error;
}

/** Whether running the whole transaction again may succeed: it lost against another one, or a table changed under a prepared plan. */
export function isRetryable(error: unknown): boolean {
  const found = pgError(error);
  if (found === null) return false;
  return found.code === '40001' || found.code === '40P01' || (found.code === '0A000' && /cached plan/.test(found.message));
}
