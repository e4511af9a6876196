/** Sort keys. Empty values are the greatest, as Postgres has them; the id is always last, in the direction of the key before it. */

import { isGuarded } from '../../access/columns.ts';
import { allOf, conditionText } from '../../access/condition.ts';
import { notConfidential, seesAllUnflagged, tableCondition } from '../../access/policy.ts';
import type { ColumnDef, EntityDef } from '../../model/model.ts';
import type { Order } from '../selection.ts';
import type { ValueType } from '../value.ts';
import { comparableAttribute } from './attributes.ts';
import { type Comparable, comparableColumn, comparableField } from './comparable.ts';
import type { PlanContext } from './context.ts';
import { linkOf } from './relations.ts';

export interface OrderKey {
  readonly sql: string;
  readonly type: ValueType;
  readonly notNull: boolean;
  readonly direction: 'ASC' | 'DESC';
  /** A column of a related record that every reader of the list sees: the rows that have one, by a join. */
  readonly joined?: { readonly join: string; readonly key: string; readonly absent: string } | null;
}

/** @throws FORBIDDEN where it sorts by what the actor may not read. */
export function orderKeys(
  ctx: PlanContext,
  entity: EntityDef,
  alias: string,
  order: readonly Order[],
  otherwise: EntityDef['defaultOrder'],
): readonly OrderKey[] {
  const keys = order.map(
    (o): OrderKey => ({ ...through(ctx, entity, alias, o, o.through), direction: o.direction, joined: joinedKey(ctx, entity, alias, o) }),
  );
  if (keys.length === 0) {
    const column = entity.columns.get(otherwise.column) as ColumnDef;
    keys.push({ ...comparableColumn(ctx, entity, alias, column), direction: otherwise.direction });
  }
  const id = `${alias}."id"`;
  const at = keys.findIndex((k) => k.sql === id);
  if (at >= 0) return keys.slice(0, at + 1);
  return [
    ...keys,
    { sql: id, type: { kind: 'id', sql: 'uuid', prefix: entity.idPrefix }, notNull: true, direction: keys.at(-1)?.direction ?? 'ASC' },
  ];
}

function through(ctx: PlanContext, entity: EntityDef, alias: string, order: Order, relations: Order['through']): Comparable {
  const [relation, ...rest] = relations;
  if (relation === undefined) {
    if (order.attribute !== null) return comparableAttribute(ctx, entity, alias, order.attribute);
    if (order.field === null) throw new TypeError('an order names a field or an attribute');
    return comparableField(ctx, entity, alias, order.field, order.part);
  }
  const inner = ctx.sink.alias();
  const link = linkOf(ctx, entity, alias, relation);
  if (link === null) throw new TypeError(`${entity.name}.${relation.name} leads nowhere`);
  const key = through(ctx, link.target, inner, order, rest);
  const where = conditionText(allOf([tableCondition(ctx, link.target, inner, link.reached), link.on(inner)]));
  // What a policy hides has no value to sort by.
  return {
    ...key,
    sql: `(select ${key.sql} from ${ctx.sink.table(link.target.tableName)} ${inner} where ${where} limit 1)`,
    notNull: false,
  };
}

/**
 * Sorting by a sub-select evaluates it for every row of the list. A join lets the database walk the related records in their order instead;
 * it needs to know that a reference is enough for the record to be there, which a row policy on it would make untrue. Where only
 * flagged records are hidden, the few rows that refer to one have no value to sort by.
 */
function joinedKey(
  ctx: PlanContext,
  entity: EntityDef,
  alias: string,
  { through: relations, field }: Order,
): NonNullable<OrderKey['joined']> | null {
  const [relation, ...more] = relations;
  const spec = relation?.spec;
  if (spec?.kind !== 'one' || more.length > 0 || field?.spec.kind !== 'column' || spec.on[1] !== 'id' || spec.options.visible !== undefined)
    return null;
  const target = ctx.model.entities.get(spec.target.name);
  const start = entity.columns.get(spec.on[0]);
  if (target === undefined || start?.reference?.table !== target.tableName || isGuarded(entity, start.key)) return null;
  const inner = ctx.sink.alias();
  if (!seesAllUnflagged(ctx, target)) return null;
  const unflagged = notConfidential(ctx, target, inner);
  const { sql: key, notNull } = comparableField(ctx, target, inner, field);
  const from = `${alias}."${start.name}"`;
  const other = `crm."${target.tableName}" ${inner}`;
  const on = conditionText(allOf([`${inner}.tenant_id = ${ctx.sink.tenant()} and ${inner}.id = ${from}`, unflagged]));
  const isMissing = `not exists (select 1 from ${other} where ${on}${notNull ? '' : ` and ${key} is not null`})`;
  const isNull = notNull ? `${from} is null` : `(${from} is null or exists (select 1 from ${other} where ${on} and ${key} is null))`;
  const absent = unflagged === true ? isNull : `(${from} is null or ${isMissing})`;
  return { join: `join ${other} on ${on}`, key, absent };
}

export const orderText = (keys: readonly OrderKey[], reversed: boolean): string =>
  keys.map((k) => `${k.sql} ${(k.direction === 'ASC') === reversed ? 'desc' : 'asc'}`).join(', ');
