/**
 * Rows of the past, out of the change log: what an entry says of a record, typed as the entity's table is. An entry leaves out what was
 * empty. A column that came later has no value in older entries: where the table demands one it is the column's default, or what the record
 * has now.
 */
import { columnType } from '../../access/types.ts';
import type { ColumnDef, EntityDef } from '../../model/model.ts';
import { literal, name } from '../sql/quote.ts';
import type { PlanContext } from './context.ts';

/** A record whose past is asked for, in SQL. */
export interface Subject {
  readonly entity: EntityDef;
  readonly id: string;
  /** The alias of the record as it is; its columns are null where it is gone. */
  readonly present: string;
}

/**
 * `crm.change_log l where …`: the entries of a record. The log is not noted as a table that is read, since no entry comes without a change
 * of the record's own row, and that is noted.
 */
export function entriesOf(ctx: PlanContext, { entity, id }: Pick<Subject, 'entity' | 'id'>, l: string): string {
  return `crm."change_log" ${l} where ${l}.tenant_id = ${ctx.sink.tenant()} and ${l}.entity = ${literal(entity.name)} and ${l}.record_id = ${id}`;
}

/**
 * The record as of an instant, at most one row. The last entry until then says how it was afterwards; where there is none, the first one
 * later how it was before; and of what never changed there is no entry at all. Versions give the order: clocks of two instances may differ.
 */
export function recordAsOf(ctx: PlanContext, subject: Subject, at: string): string {
  const [until, later, earlier, any] = [ctx.sink.alias(), ctx.sink.alias(), ctx.sink.alias(), ctx.sink.alias()] as const;
  const entries = (l: string): string => `from ${entriesOf(ctx, subject, l)}`;
  const last = `(select ${until}.after as doc ${entries(until)} and ${until}.at <= ${at} order by ${until}.version desc limit 1)`;
  const next = `(select ${later}.before ${entries(later)} and ${later}.at > ${at} and not exists (select 1 ${entries(earlier)} and ${earlier}.at <= ${at}) order by ${later}.version limit 1)`;
  const unchanged = `select ${subject.present}.tenant_id, ${columnsOf(subject.entity)
    .map((c) => `${subject.present}.${name(c.name)}`)
    .join(', ')} where ${subject.present}.id is not null and not exists (select 1 ${entries(any)})`;
  return `(${typed(ctx, subject, `(${last} union all ${next})`)} union all ${unchanged})`;
}

/** The record as it was when it was removed. One that went with another record has no entry of its own for that, and no row here. */
export function recordRemoved(ctx: PlanContext, subject: Subject): string {
  const l = ctx.sink.alias();
  return typed(
    ctx,
    subject,
    `(select ${l}.before as doc from ${entriesOf(ctx, subject, l)} and ${l}.op = 'delete' order by ${l}.version desc limit 1)`,
  );
}

/** `select …` of the table's columns from documents of the log. */
function typed(ctx: PlanContext, { entity, present }: Subject, documents: string): string {
  const [d, r] = [ctx.sink.alias(), ctx.sink.alias()];
  const columns = columnsOf(entity);
  const values = columns.map((c) => `${isDemanded(c) ? fallback(entity, c, r, present) : `${r}.${name(c.key)}`} as ${name(c.name)}`);
  const record = columns.map((c) => `${name(c.key)} ${columnType(c)}`).join(', ');
  return `select ${ctx.sink.tenant()} as tenant_id, ${values.join(', ')} from ${documents} ${d} cross join lateral jsonb_to_record(${d}.doc) as ${r}(${record})`;
}

function fallback(entity: EntityDef, column: ColumnDef, r: string, present: string): string {
  const given = (entity.table as unknown as Readonly<Record<string, { readonly default?: unknown }>>)[column.key]?.default;
  const isPlain = typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean';
  const own = isPlain ? `, ${literal(String(given))}::${columnType(column)}` : '';
  return `coalesce(${r}.${name(column.key)}${own}, ${present}.${name(column.name)})`;
}

/** What the API promises and no entry of the log may lack: of a record that is gone, such a column may be unknown. */
export function isWhole(entity: EntityDef, alias: string): string | true {
  const demanded = columnsOf(entity).filter(isDemanded);
  return demanded.length === 0 ? true : `num_nulls(${demanded.map((c) => `${alias}.${name(c.name)}`).join(', ')}) = 0`;
}

const isDemanded = (c: ColumnDef): boolean => c.notNull && !c.engine;
const columnsOf = (entity: EntityDef): readonly ColumnDef[] => [...entity.columns.values()].filter((c) => c.key !== 'tenantId');
