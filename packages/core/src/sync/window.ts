/** The lines of the log behind a position, as a relation of the statements that ask what they concern. */
import type { Sink } from '../access/sink.ts';
import { recordsChanged } from '../log/index.ts';
import type { EntityDef } from '../model/model.ts';

/**
 * Position of what is committed and not in the log yet: behind everything that is. A statement sees the inbox and the log of one snapshot,
 * so that each change it can see is in exactly one of them.
 */
const UNSEQUENCED = '4611686018427387904';

/** `with w as (…)`: `p, entity, id, version, f` (the columns of an update; null for others) and `op` of each record changed behind `position`, to the end of what the snapshot holds. */
export function windowOf(sink: Sink, position: number, entities: readonly EntityDef[]): string {
  const names = sink.param(() => entities.map((e) => e.name));
  const lines = (from: string, p: string, beyond: string): string =>
    `select ${p} as p, r.key as entity, (l.v ->> 0)::uuid as id, (l.v ->> 2)::int as version, l.v -> 3 as f, l.v ->> 1 as op from ${from} e
      cross join lateral jsonb_each(e.data) r cross join lateral jsonb_array_elements(r.value) l(v)
      where e.tenant_id = ${sink.tenant()} and e.type = '${recordsChanged}' and ${beyond} and r.key = any(${names}::text[])`;
  return `with w as materialized (
    ${lines('crm.event', 'e.position', `e.position > ${sink.param(() => position)}::bigint`)}
    union all ${lines('crm.event_inbox', `${UNSEQUENCED} + e.seq`, 'true')})`;
}

/** Whether a line of the window changed one of the columns, or made or removed the record. */
export const touches = (sink: Sink, line: string, columns: readonly string[] | null): string =>
  columns === null ? 'true' : `(${line}.f is null or jsonb_exists_any(${line}.f, ${sink.param(() => columns)}::text[]))`;
