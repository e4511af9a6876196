/** From a record to related ones: the predicate that links them. */

import { requireField } from '../../access/columns.ts';
import { conditionText } from '../../access/condition.ts';
import type { AccessContext } from '../../access/context.ts';
import { type Reached, tableCondition } from '../../access/policy.ts';
import { forbidden, missingPermission } from '../../access/rights.ts';
import { related, rowOf } from '../../access/symbols.ts';
import type { FieldSpec } from '../../model/fields.ts';
import type { EntityDef, FieldDef } from '../../model/model.ts';
import { guarded } from './comparable.ts';

export type LinkedIds = (direction: 'asc' | 'desc') => string;

export interface Link {
  readonly target: EntityDef;
  /** The predicate of a row of the target under this alias. */
  readonly on: (alias: string) => string;
  readonly reached: Reached | null;
  /** At most one row by the database's own keys. */
  readonly single: boolean;
  /** `select … as id`: the ids of the rows, each once and in their order, where a link table has them. */
  readonly linked: LinkedIds | null;
}

/**
 * Null where the target's plugin is not installed.
 * @throws FORBIDDEN where the actor lacks the field's permission, that of the column it starts from, or any right to the target.
 */
export function linkOf(ctx: AccessContext, entity: EntityDef, alias: string, field: FieldDef): Link | null {
  const { spec } = field;
  requireField(ctx, field);
  if (spec.kind !== 'one' && spec.kind !== 'many' && spec.kind !== 'through') return null;
  const target = ctx.model.entities.get(spec.target.name);
  if (target === undefined) return null;
  const missing = missingPermission(ctx.model, ctx.rights, target);
  if (missing !== null) throw forbidden(missing);
  if (spec.kind === 'through') return throughLink(ctx, entity, alias, field, target);
  const [here, there] = spec.on;
  const start = columnOf(ctx, entity, alias, here);
  const linked = `${start}`;
  const column = target.columns.get(there);
  return {
    target,
    on: (other) => {
      const kept = spec.kind === 'many' ? condition(ctx, target, other, spec.where) : '';
      return visibleIf(ctx, entity, alias, field, `${columnOf(ctx, target, other, there)} = ${linked}${kept}`);
    },
    reached: here === 'id' ? { from: entity, column: there } : null,
    single: there === 'id' || (column?.reference?.unique ?? false),
    linked: null,
  };
}

function throughLink(ctx: AccessContext, entity: EntityDef, alias: string, field: FieldDef, target: EntityDef): Link | null {
  const { spec } = field;
  if (spec.kind !== 'through') return null;
  const via = ctx.model.entities.get(spec.via.name);
  if (via === undefined) return null;
  const start = columnOf(ctx, entity, alias, spec.from[0]);
  const links = (direction: string | null): string => {
    const join = ctx.sink.alias();
    const allowed = tableCondition(ctx, via, join, spec.from[0] === 'id' ? { from: entity, column: spec.from[1] } : null);
    const where = `${conditionText(allowed)} and ${columnOf(ctx, via, join, spec.from[1])} = ${start}${condition(ctx, via, join, spec.where)}`;
    const id = columnOf(ctx, via, join, spec.to[0]);
    const rows = `from ${ctx.sink.table(via.tableName)} ${join} where ${where}`;
    return direction === null ? `select ${id} ${rows}` : `select distinct ${id} as id ${rows} order by ${id} ${direction}`;
  };
  const isPlain = spec.to[1] === 'id' && spec.options.visible === undefined;
  return {
    target,
    on: (other) => visibleIf(ctx, entity, alias, field, `${columnOf(ctx, target, other, spec.to[1])} in (${links(null)})`),
    reached: null,
    single: false,
    linked: isPlain ? links : null,
  };
}

/** The rows that the relation's own condition keeps. */
function condition(ctx: AccessContext, entity: EntityDef, alias: string, where: Extract<FieldSpec, { kind: 'many' }>['where']): string {
  return where === null ? '' : ` and ${guarded(ctx, entity, alias, `(${ctx.render(where(rowOf(entity, alias), related), 'reader')})`)}`;
}

export function columnOf(ctx: AccessContext, entity: EntityDef, alias: string, key: string): string {
  const column = entity.columns.get(key);
  if (column === undefined) throw new TypeError(`${entity.name} has no column "${key}"`);
  return ctx.column(entity, alias, column);
}

/** A relation with `visible` leads nowhere from a row where it is not. */
function visibleIf(ctx: AccessContext, entity: EntityDef, alias: string, field: FieldDef, condition: string): string {
  return field.spec.options.visible === undefined ? condition : ctx.visible([field], entity, alias, condition, 'boolean');
}
