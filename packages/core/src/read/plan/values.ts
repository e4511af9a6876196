/** Single values of a record: columns, money, expressions of plugins, fields of interfaces. */
import { requireField } from '../../access/columns.ts';
import { related, rowOf } from '../../access/symbols.ts';
import type { ColumnDef, EntityDef, FieldDef, InterfaceDef } from '../../model/model.ts';
import type { Part } from '../selection.ts';
import { type Emitted, type Need, plain } from '../shape.ts';
import { Columns } from '../sql/columns.ts';
import { columnOutput, idText, prefixOf, scalarOutput } from '../sql/output.ts';
import type { PlanContext } from './context.ts';

const instantOf = (v: unknown): unknown => (typeof v === 'string' ? new Date(v) : Array.isArray(v) ? v.map(instantOf) : v);
const same = (v: unknown): unknown => v;

export function emitColumn(ctx: PlanContext, entity: EntityDef, alias: string, column: ColumnDef): Emitted {
  // jsonb comes out with blanks that JSON.stringify does not write.
  if (column.kind === 'json') ctx.notes.tree = true;
  const sql = columnOutput(column, ctx.column(entity, alias, column), prefixOf(ctx.model, entity.idPrefix, column), ctx.values);
  return { sql, shape: ctx.values === 'code' && column.kind === 'instant' ? { kind: 'decode', decode: instantOf } : plain };
}

export function emitValue(
  ctx: PlanContext,
  columns: Columns,
  entity: EntityDef,
  alias: string,
  field: FieldDef,
  parts: readonly Part<'amount' | 'currency'>[] | null = null,
): Emitted {
  const { spec } = field;
  requireField(ctx, field);
  switch (spec.kind) {
    case 'column':
      return emitColumn(ctx, entity, alias, entity.columns.get(spec.column) as ColumnDef);
    case 'money':
      return emitMoney(
        ctx,
        entity,
        alias,
        spec.prefix,
        parts ?? [
          { key: 'amount', part: 'amount' },
          { key: 'currency', part: 'currency' },
        ],
      );
    case 'computed':
      return {
        sql: 'null',
        shape: { kind: 'computed', field, parts, needs: spec.needs.map((key) => need(ctx, columns, entity, alias, key)) },
      };
    case 'sql': {
      if (spec.type === 'JSON') ctx.notes.tree = true;
      const expression = ctx.render(spec.expression(rowOf(entity, alias), ctx.past?.related ?? related), 'reader');
      const sql = scalarOutput(spec.type, ctx.visible([field], entity, alias, `(${expression})`, 'text'));
      return { sql, shape: ctx.values === 'code' && spec.type === 'DateTime' ? { kind: 'decode', decode: instantOf } : plain };
    }
    default:
      throw new TypeError(`${entity.name}.${field.name} is no value`);
  }
}

function emitMoney(
  ctx: PlanContext,
  entity: EntityDef,
  alias: string,
  prefix: string,
  parts: readonly Part<'amount' | 'currency'>[],
): Emitted {
  const column = (suffix: string): string => ctx.column(entity, alias, entity.columns.get(`${prefix}${suffix}`) as ColumnDef);
  const amount = column('Amount');
  const object = new Columns(ctx);
  for (const { key, part } of parts)
    object.add(key, part === '__typename' ? `'Money'` : part === 'amount' ? `${amount}::text` : column('Currency'));
  return { sql: `case when ${amount} is not null then ${object.object()} end`, shape: object.shape() };
}

/** What a computed field needs comes under a hidden key, as code has it. */
function need(ctx: PlanContext, columns: Columns, entity: EntityDef, alias: string, key: string): Need {
  const column = entity.columns.get(key) as ColumnDef;
  const sql = columnOutput(column, ctx.column(entity, alias, column), null, 'code');
  return { key: columns.hide(sql), column: key, decode: column.kind === 'instant' ? instantOf : same };
}

/** A field of an interface, as the entity maps it. */
export function emitShapeField(ctx: PlanContext, entity: EntityDef, alias: string, of: InterfaceDef, field: string): Emitted {
  const mapping = entity.implementations.find((i) => i.shape.name === of.name)?.mapping[field];
  const shape = of.shape.fields[field];
  if (mapping === undefined || shape === undefined) throw new TypeError(`${entity.name} does not map ${of.name}.${field}`);
  const target = shape.entity === null ? undefined : ctx.model.entities.get(shape.entity);
  if (typeof mapping === 'string') {
    const column = entity.columns.get(mapping) as ColumnDef;
    const output = emitColumn(ctx, entity, alias, column);
    return target && prefixOf(ctx.model, entity.idPrefix, column) === null
      ? { ...output, sql: idText(target.idPrefix, ctx.column(entity, alias, column), ctx.values) }
      : output;
  }
  const expression = ctx.render(mapping(rowOf(entity, alias), ctx.past?.related ?? related), 'reader');
  if (target) return { sql: idText(target.idPrefix, `(${expression})::uuid`, ctx.values), shape: plain };
  return {
    sql: scalarOutput(shape.type, expression),
    shape: ctx.values === 'code' && shape.type === 'DateTime' ? { kind: 'decode', decode: instantOf } : plain,
  };
}
