/** Sort keys. Empty values are the greatest, as Postgres has them; the id is always last, in the direction of the key before it. */
import { allOf, conditionText } from '../../access/condition.ts';
import { tableCondition } from '../../access/policy.ts';
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
}

/** @throws FORBIDDEN where it sorts by what the actor may not read. */
export function orderKeys(ctx: PlanContext, entity: EntityDef, alias: string, order: readonly Order[], otherwise: EntityDef['defaultOrder']): readonly OrderKey[] {
  const keys = order.map((o): OrderKey => ({ ...through(ctx, entity, alias, o, o.through), direction: o.direction }));
  if (keys.length === 0) {
    const column = entity.columns.get(otherwise.column) as ColumnDef;
    keys.push({ ...comparableColumn(ctx, entity, alias, column), direction: otherwise.direction });
  }
  const id = `${alias}."id"`;
  const at = keys.findIndex((k) => k.sql === id);
  if (at >= 0) return keys.slice(0, at + 1);
  return [...keys, { sql: id, type: { kind: 'id', sql: 'uuid', prefix: entity.idPrefix }, notNull: true, direction: keys.at(-1)?.direction ?? 'ASC' }];
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
  return { ...key, sql: `(select ${key.sql} from ${ctx.sink.table(link.target.tableName)} ${inner} where ${where} limit 1)`, notNull: false };
}

export const orderText = (keys: readonly OrderKey[], reversed: boolean): string =>
  keys.map((k) => `${k.sql} ${(k.direction === 'ASC') === reversed ? 'desc' : 'asc'}`).join(', ');
