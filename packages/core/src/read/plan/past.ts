/**
 * A record as it was (DATA-10): its row out of the change log, planned like any other. Its reader has the rights of today, must be allowed
 * to see it as it was then, and as it is now where it is still there: who has lost a right does not read the past either.
 */
import { allOf, conditionText } from '../../access/condition.ts';
import { tableCondition } from '../../access/policy.ts';
import { symbol } from '../../access/symbols.ts';
import { GuanxiError } from '../../errors.ts';
import type { EntityDef } from '../../model/model.ts';
import type { Related } from '../../model/policy.ts';
import type { Item, Leaf, RecordSelection, Root } from '../selection.ts';
import type { Emitted } from '../shape.ts';
import { Columns } from '../sql/columns.ts';
import { instantText } from '../sql/output.ts';
import { parameterOf } from '../value.ts';
import { leafValue, type PlanContext } from './context.ts';
import { rowsNamed } from './named-rows.ts';
import { entriesOf, isWhole, recordAsOf } from './recall.ts';
import { columnOf, linkOf } from './relations.ts';

/** The instant as SQL. @throws AS_OF_IN_FUTURE when it is bound */
function instantOf(ctx: PlanContext, instant: Leaf): string {
  const path = (instant.path ?? ['asOf']).map(String);
  const bound = ctx.sink.param(({ variables, now }) => {
    const text = String(parameterOf({ kind: 'instant', sql: 'timestamptz', prefix: null }, leafValue(instant, variables), path));
    if (Date.parse(text) > now.getTime()) throw new GuanxiError('AS_OF_IN_FUTURE', { at: text, now: now.toISOString() }, { path });
    return text;
  });
  return `${bound}::timestamptz`;
}

function within(ctx: PlanContext, at: string, path: readonly string[]): PlanContext {
  const refuse = (): never => {
    throw new GuanxiError('AS_OF_RELATED', { field: path.join('.') });
  };
  const related: Related = { exists: refuse, count: refuse, sum: refuse, now: symbol({ kind: 'text', text: at }) };
  return { ...ctx, past: { at, path, related } };
}

/** The context for a value of the record. */
export const inside = (ctx: PlanContext, key: string): PlanContext =>
  ctx.past === null ? ctx : within(ctx, ctx.past.at, [...ctx.past.path, key]);

/** A record asked for by its id. Before it was made there is nothing to show, which whoever may see it is told. */
export function emitRecordAsOf(ctx: PlanContext, root: Extract<Root, { kind: 'record' }>, id: string, asOf: Leaf): Emitted {
  const at = instantOf(ctx, asOf);
  const { entity } = root.selection;
  const table = ctx.sink.table(entity.tableName, rowsNamed(entity, root.id));
  const record = emitPast(within(ctx, at, [root.key]), root.selection, table, id, at);
  const p = ctx.sink.alias();
  const later = conditionText(allOf([tableCondition(ctx, entity, p), `${p}.id = ${id}`, `${p}.created_at > ${at}`]));
  const made = `(select json_build_object('${refusalKey}', ${instantText(`${p}.created_at`)}) from ${table} ${p} where ${later})`;
  ctx.notes.tree = true;
  return {
    sql: `coalesce(${record.sql}, ${made})`,
    shape: {
      kind: 'refusal',
      key: refusalKey,
      error: (created) => new GuanxiError('AS_OF_BEFORE_CREATION', { what: entity.label, created: String(created) }, { path: ['asOf'] }),
      item: record.shape,
    },
  };
}

const refusalKey = '~refused';

/** A reference leads to the other record as it was at that time; every other relation would mix times. */
export function emitReferencedAsOf(
  ctx: PlanContext,
  at: string,
  entity: EntityDef,
  alias: string,
  item: Extract<Item, { kind: 'one' | 'rows' | 'connection' | 'all' | 'any' }>,
): Emitted | null {
  const { spec } = item.field;
  if (item.kind !== 'one' || spec.kind !== 'one' || spec.on[1] !== 'id' || item.selection.entity.history === 'none')
    throw new GuanxiError('AS_OF_RELATED', { field: (ctx.past?.path ?? []).join('.') });
  // Only for what it refuses: the link itself would be to the record of today.
  if (linkOf(ctx, entity, alias, item.field) === null) return null;
  const id = ctx.visible([item.field], entity, alias, columnOf(ctx, entity, alias, spec.on[0]), 'uuid');
  return emitPast(ctx, item.selection, ctx.sink.table(item.selection.entity.tableName), id, at);
}

function emitPast(ctx: PlanContext, { entity, items }: RecordSelection, table: string, id: string, at: string): Emitted {
  const [t, p, one, removed] = [ctx.sink.alias(), ctx.sink.alias(), ctx.sink.alias(), ctx.sink.alias()] as const;
  const subject = { entity, id, present: p };
  ctx.present.set(t, p);
  const columns = new Columns(ctx);
  ctx.emit.items(ctx, columns, entity, t, items);
  const gone = `${p}.id is null and exists (select 1 from ${entriesOf(ctx, subject, removed)} and ${removed}.op = 'delete')`;
  const present = ctx.policy(entity, p);
  const seen = present === false ? gone : `(${gone}) or (${conditionText(allOf([`${p}.id is not null`, present]))})`;
  const where = allOf([tableCondition(ctx, entity, t), `${t}.created_at <= ${at}`, isWhole(entity, t), seen]);
  return {
    sql: columns.object(
      `from (select 1) ${one} left join ${table} ${p} on ${p}.tenant_id = ${ctx.sink.tenant()} and ${p}.id = ${id} cross join lateral ${recordAsOf(ctx, subject, at)} ${t} where ${conditionText(where)}`,
    ),
    shape: columns.shape(),
  };
}
