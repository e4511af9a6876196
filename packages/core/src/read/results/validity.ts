/**
 * What a tenant's log says of answers that are kept: whether anything is newer than them. One statement answers all requests that came before
 * it was sent; one that comes later waits for the next, since what is committed in between is news to it.
 */
import type { Database } from '../../database/port.ts';

/** As one snapshot has it. */
export interface Validity {
  /** Changes with what positions mean: another cluster, timeline, start or table, or new migrations. */
  readonly origin: string;
  /** Where the log stands, over all tenants. */
  readonly head: number;
  /** Something of the tenant is committed and has no position yet. */
  readonly isPending: boolean;
  /** The position of the tenant's last event, of those behind the one asked about; also of one that is kept no longer. */
  readonly newest: number | null;
}

const text = `select h.epoch::text || '/' || h.tableoid || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) || '/' || pg_postmaster_start_time()
    || '/' || (select count(*) from crm.journal) as origin,
  h.position,
  exists (select from crm.event_inbox i where i.tenant_id = $1::uuid) as pending,
  greatest((select max(e.position) from crm.event e where e.tenant_id = $1::uuid and e.position > $2::bigint),
    (select r.floor from crm.log_retention r where r.tenant_id = $1::uuid and r.floor > $2::bigint)) as newest
  from crm.log_head h`;

export async function readValidity(database: Database, tenant: string, after: number): Promise<Validity> {
  const { rows } = await database.query({ text, params: [tenant, after], prepare: true });
  const [row] = rows;
  return {
    origin: String(row?.['origin']),
    head: Number(row?.['position']),
    isPending: row?.['pending'] !== false,
    newest: row?.['newest'] === null ? null : Number(row?.['newest']),
  };
}

/** Calls `read` for all who asked before it was called; at most once at a time. */
export class Coalesced<T> {
  readonly #read: () => Promise<T>;
  #running: Promise<unknown> | null = null;
  #next: Promise<T> | null = null;

  constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  get(): Promise<T> {
    this.#next ??= this.#begin(this.#running);
    return this.#next;
  }

  async #begin(before: Promise<unknown> | null): Promise<T> {
    // Also where nothing runs: those who ask in this turn ask together.
    await before?.catch(() => undefined);
    const running = this.#read();
    this.#running = running;
    this.#next = null;
    try {
      return await running;
    } finally {
      if (this.#running === running) this.#running = null;
    }
  }
}
