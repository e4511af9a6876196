/**
 * Retention: how long a tenant's events are kept. What is past it is deleted, and the tenant's floor says up to where; a partition that
 * holds nothing any more is dropped. Nothing goes that a reader of the engine's own has not read.
 */
import type { Database, Result, Statement, Transaction } from '../database/port.ts';
import { actAs, roles } from '../database/roles.ts';

export interface Retention {
  /** Days, for tenants that set none of their own. */
  readonly keepDays: number;
  readonly now: Date;
}
export interface Retained {
  readonly events: number;
  readonly partitions: readonly string[];
}

/** A statement that deletes for long would hold up nobody, but it would be lost as a whole when it is interrupted. */
const BATCH = 20_000;

/** The floor of a tenant: its events up to here are gone. */
export async function floorOf(database: Database, tenant: string): Promise<number> {
  const { rows } = await database.query({
    text: 'select floor from crm.log_retention where tenant_id = $1',
    params: [tenant],
    prepare: true,
  });
  return Number(rows[0]?.['floor'] ?? 0);
}

/** Sets how long a tenant's events are kept; null: as the engine is set. */
export async function keepEvents(database: Database, tenant: string, days: number | null): Promise<void> {
  await database.query({
    text: `insert into crm.log_retention (tenant_id, keep_days, floor) values ($1, $2, 0)
      on conflict (tenant_id) do update set keep_days = excluded.keep_days`,
    params: [tenant, days],
  });
}

export async function retain(database: Database, o: Retention): Promise<Retained> {
  await raiseFloors(database, o);
  let events = 0;
  for (;;) {
    const affected = await underUpkeep(database, [deleteBelowFloors], async (_tx, deleted) => deleted?.affected ?? 0);
    events += affected;
    if (affected < BATCH) return { events, partitions: await dropEmpty(database) };
  }
}

/**
 * The floor is below the first event that is still kept: the clocks of instances differ, and an event with a time far in the past must not
 * take along what was said before it. Each tenant's log is walked from its floor to that event, and no further.
 */
async function raiseFloors(database: Database, { keepDays, now }: Retention): Promise<void> {
  await database.query(
    {
      text: `insert into crm.log_retention as r (tenant_id, floor)
        select t.id, least(coalesce(kept.position - 1, last.position), (select min(position) from crm.log_reader))
        from crm.tenant t left join crm.log_retention k on k.tenant_id = t.id
        cross join lateral (select e.position from crm.event e where e.tenant_id = t.id order by e.position desc limit 1) last
        left join lateral (
          select e.position from crm.event e where e.tenant_id = t.id and e.position > coalesce(k.floor, 0)
            and e.occurred_at >= $1::timestamptz - coalesce(k.keep_days, $2::int) * interval '1 day'
          order by e.position limit 1) kept on true
        on conflict (tenant_id) do update set floor = greatest(r.floor, excluded.floor)`,
      params: [now.toISOString(), keepDays],
    },
    { priority: 'worker' },
  );
}

const deleteBelowFloors = {
  text: `delete from crm.event e using (
      select e.tenant_id, e.position from crm.log_retention r join crm.event e on e.tenant_id = r.tenant_id and e.position <= r.floor limit ${BATCH}
    ) gone where e.tenant_id = gone.tenant_id and e.position = gone.position`,
};

/** Of the partitions behind the head, those without a row. */
async function dropEmpty(database: Database): Promise<readonly string[]> {
  const { rows } = await database.query<{ readonly name: string }>({
    text: `select c.relname::text as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'crm.event'::regclass
        and (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \\(''?(\\d+)''?\\)'))[1]::bigint <= (select position from crm.log_head) order by 1`,
  });
  const dropped: string[] = [];
  for (const { name } of rows) {
    const isDropped = await underUpkeep(database, [{ text: `select from crm."${name}" limit 1` }], async (tx, left) => {
      if (left?.affected !== 0) return false;
      await tx.query({ text: `drop table crm."${name}"` });
      return true;
    });
    if (isDropped) dropped.push(name);
  }
  return dropped;
}

/** As the role that owns the log. */
export function underUpkeep<T>(
  database: Database,
  opening: readonly Statement[],
  run: (tx: Transaction, first: Result | undefined) => Promise<T>,
): Promise<T> {
  return database.transaction((tx, [, first]) => run(tx, first), { opening: [actAs(roles.upkeep), ...opening], priority: 'worker' });
}
