/** Rows as lines of the change log tell of them, with the columns of their table. */
import type { Sink } from '../access/sink.ts';
import { columnType } from '../access/types.ts';
import type { ColumnDef, EntityDef } from '../model/model.ts';
import { touches } from './window.ts';

const kept = (entity: EntityDef): readonly ColumnDef[] => [...entity.columns.values()].filter((c) => c.key !== 'tenantId');

/** `tenant_id, "id", …` of a row that is there. */
export const columnsUnder = (entity: EntityDef, alias: string): string =>
  [`${alias}.tenant_id`, ...kept(entity).map((c) => `${alias}."${c.name}"`)].join(', ');

/** `r` laid out as the table is: a lateral item of a FROM clause over a document of the log. */
export const documentAs = (entity: EntityDef, document: string, r: string): string =>
  `jsonb_to_record(${document}) as ${r}(${kept(entity)
    .map((c) => `"${c.key}" ${columnType(c)}`)
    .join(', ')})`;

/** The same columns in the same order as `columnsUnder`, of such an item; `id` is the record's, by which it is looked for. */
export const documentColumns = (sink: Sink, entity: EntityDef, r: string, id: string): string =>
  [
    `${sink.tenant()} as tenant_id`,
    ...kept(entity).map((c) => (c.key === 'id' ? `${id} as "${c.name}"` : `${r}."${c.key}" as "${c.name}"`)),
  ].join(', ');

/**
 * A lateral item: the entry of the change log that a line of the window stands for. By itself, so that it is looked up by its whole key also
 * where the planner knows little of the table.
 */
export const entryOf = (sink: Sink, entity: EntityDef, line: string, entry: string): string =>
  `lateral (select l.before, l.after from crm.change_log l where l.tenant_id = ${sink.tenant()} and l.entity = '${entity.name}'
    and l.record_id = ${line}.id and l.version = ${line}.version limit 1) ${entry}`;

/** The record before and after each of its lines in the window that touch the columns, with the position `p` of the transaction. */
export function imagesOf(sink: Sink, entity: EntityDef, columns: readonly string[] | null): string {
  const [w, l, d, r] = [sink.alias(), sink.alias(), sink.alias(), sink.alias()];
  return `(select ${w}.p, ${documentColumns(sink, entity, r, `${w}.id`)} from w ${w} cross join ${entryOf(sink, entity, w, l)}
    cross join lateral (values (${l}.before), (${l}.after)) as ${d}(doc) cross join lateral ${documentAs(entity, `${d}.doc`, r)}
    where ${w}.entity = '${entity.name}' and ${d}.doc is not null and ${touches(sink, w, columns)})`;
}
