/** Records of one of several types: by entity name and id, or behind an interface. */
import { requireField } from '../../access/columns.ts';
import { allOf, type Condition, conditionText } from '../../access/condition.ts';
import { tableCondition } from '../../access/policy.ts';
import { missingPermission } from '../../access/rights.ts';
import type { EntityDef, FieldDef } from '../../model/model.ts';
import type { AbstractSelection, Leaf } from '../selection.ts';
import { type Emitted, plain, type Shape } from '../shape.ts';
import { Columns } from '../sql/columns.ts';
import { literal } from '../sql/quote.ts';
import type { PlanContext } from './context.ts';
import { rowsNamed } from './named-rows.ts';
import { columnOf } from './relations.ts';
import type { ImplementerSource } from './sources.ts';

export interface Cases {
  /** By entity: the record with an id, as a sub-select; null where there is none or the actor may not see it. */
  readonly branches: readonly { readonly entity: EntityDef; readonly sql: string }[];
  readonly shape: Shape;
}

/** `id` is the id's SQL; `seen` leaves the policy out where the row was seen already; `named` is what ids of the request are all there are. */
export function emitCases(
  ctx: PlanContext,
  selection: AbstractSelection,
  id: string,
  { seen = false, named }: { readonly seen?: boolean; readonly named?: Leaf } = {},
): Cases {
  const made = [...selection.cases.values()]
    .filter(({ entity }) => missingPermission(ctx.model, ctx.rights, entity) === null)
    .map(({ entity, items }) => {
      const alias = ctx.sink.alias();
      const columns = new Columns(ctx);
      ctx.emit.items(ctx, columns, entity, alias, items);
      return { entity, alias, columns };
    });
  const needsType = made.some(({ columns }) => columns.shape() !== plain);
  if (needsType) for (const { entity, columns } of made) columns.mark('~type', literal(entity.name));
  return {
    branches: made.map(({ entity, alias, columns }) => {
      const own: Condition = seen ? `${alias}.tenant_id = ${ctx.sink.tenant()}` : tableCondition(ctx, entity, alias);
      return {
        entity,
        sql: columns.object(
          `from ${ctx.sink.table(entity.tableName, named ? rowsNamed(entity, named) : null)} ${alias} where ${conditionText(allOf([own, `${alias}.id = ${id}`]))}`,
        ),
      };
    }),
    shape: needsType ? { kind: 'cases', cases: new Map(made.map(({ entity, columns }) => [entity.name, columns.shape()])) } : plain,
  };
}

/** `case <x> when … then … end`. */
export function caseOf(x: string, branches: Cases['branches'], by: (entity: EntityDef) => string): string {
  if (branches.length === 0) return 'null';
  return `case ${x} ${branches.map(({ entity, sql }) => `when ${literal(by(entity))} then ${sql}`).join(' ')} end`;
}

/** A record that two columns name: its entity and its id. */
export function emitAny(ctx: PlanContext, entity: EntityDef, alias: string, field: FieldDef, selection: AbstractSelection): Emitted {
  const { spec } = field;
  requireField(ctx, field);
  if (spec.kind !== 'any') throw new TypeError(`${entity.name}.${field.name} is no record of any type`);
  const { branches, shape } = emitCases(ctx, selection, columnOf(ctx, entity, alias, spec.id));
  const sql = caseOf(columnOf(ctx, entity, alias, spec.type), branches, (e) => e.name);
  return { sql: ctx.visible([field], entity, alias, sql, 'json'), shape };
}

/** The list over an interface that hangs on a record. */
export function parentOf(ctx: PlanContext, entity: EntityDef, alias: string, field: FieldDef): ImplementerSource {
  const { spec } = field;
  requireField(ctx, field);
  if (spec.kind !== 'all') throw new TypeError(`${entity.name}.${field.name} is no list over an interface`);
  const of = ctx.model.interfaces.get(spec.shape.name) ?? {
    name: spec.shape.name,
    label: spec.shape.label,
    shape: spec.shape,
    implementers: [],
  };
  return {
    name: `${entity.name}.${field.name}`,
    of,
    orderBy: spec.orderBy,
    parent: { entity, key: spec.key, value: columnOf(ctx, entity, alias, spec.of), byId: spec.of === 'id' },
  };
}
