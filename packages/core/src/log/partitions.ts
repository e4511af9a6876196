/** Partitions of the log: ranges of positions, made before they are needed. */
import type { Statement, Transaction } from '../database/port.ts';
import { actAs, roles } from '../database/roles.ts';

/** Positions a partition holds. */
export const PARTITION_SIZE = 1_000_000;

/** The first position of the partition that holds this one. */
export const partitionStart = (position: number): number => Math.floor((position - 1) / PARTITION_SIZE) * PARTITION_SIZE + 1;

/** Where the partitions end: the first position that has none. */
export async function partitionsEnd(tx: Transaction): Promise<number> {
  const { rows } = await tx.query({
    text: `select coalesce(max((regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \\(''?(\\d+)''?\\)'))[1]::bigint), 1) as until
      from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'crm.event'::regclass`,
  });
  return Number(rows[0]?.['until']);
}

/** By the role that owns the log; nobody else reads a partition but through the log. */
export const makePartition = (from: number): readonly Statement[] => [
  actAs(roles.upkeep),
  {
    text: `create table if not exists crm.event_from_${from} partition of crm.event for values from (${from}) to (${from + PARTITION_SIZE})`,
  },
  { text: `alter table crm.event_from_${from} enable row level security` },
  actAs(roles.planner),
];
