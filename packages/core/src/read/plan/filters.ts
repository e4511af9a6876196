/** `where` as a predicate. It is two-valued: what is unknown does not fit, so `not` and `ne` include it. */
import { allOf, anyOf, type Condition, conditionText, notOf } from '../../access/condition.ts';
import { tableCondition } from '../../access/policy.ts';
import type { EntityDef, FieldDef } from '../../model/model.ts';
import type { Filter } from '../selection.ts';
import { attributeCondition } from './attributes.ts';
import { comparableField } from './comparable.ts';
import { compare } from './compare.ts';
import type { PlanContext } from './context.ts';
import { linkOf } from './relations.ts';
import { isUnion } from './selective.ts';

/** @throws FORBIDDEN where it compares what the actor may not read. */
export function filterCondition(ctx: PlanContext, entity: EntityDef, alias: string, filter: Filter): Condition {
  switch (filter.kind) {
    case 'and':
      return allOf(filter.items.map((f) => filterCondition(ctx, entity, alias, f)));
    case 'or':
      return isUnion(filter.items)
        ? union(ctx, entity, alias, filter.items)
        : anyOf(filter.items.map((f) => filterCondition(ctx, entity, alias, f)));
    case 'not':
      return notOf(filterCondition(ctx, entity, alias, filter.item));
    case 'compare':
      return compare(ctx, comparableField(ctx, entity, alias, filter.field, filter.part), filter.op, filter.value);
    case 'attribute':
      return attributeCondition(ctx, entity, alias, filter.attribute, filter.op, filter.value);
    case 'is':
    case 'some':
      return related(ctx, entity, alias, filter.field, filter.filter, false);
    case 'none':
      return absent(related(ctx, entity, alias, filter.field, filter.filter, false));
    case 'every':
      return absent(related(ctx, entity, alias, filter.field, filter.filter, true));
  }
}

/** EXISTS is never unknown; said plainly, its opposite is an anti-join. */
const absent = (exists: Condition): Condition => (typeof exists === 'boolean' ? !exists : `not ${exists}`);

/** Whether a related record that the actor may see fits, or fails to. */
function related(ctx: PlanContext, entity: EntityDef, alias: string, field: FieldDef, filter: Filter, failing: boolean): Condition {
  const link = linkOf(ctx, entity, alias, field);
  if (link === null) return false;
  const inner = ctx.sink.alias();
  const fits = filterCondition(ctx, link.target, inner, filter);
  const condition = allOf([tableCondition(ctx, link.target, inner, link.reached), link.on(inner), failing ? notOf(fits) : fits]);
  return condition === false
    ? false
    : `exists (select 1 from ${ctx.sink.table(link.target.tableName)} ${inner} where ${conditionText(condition)})`;
}

/** The ids of the rows that fit one of these, each found by itself; the policy of the list applies to them as to any row. */
function union(ctx: PlanContext, entity: EntityDef, alias: string, items: readonly Filter[]): string {
  const sets = items.map((item) => {
    const inner = ctx.sink.alias();
    const where = conditionText(allOf([`${inner}.tenant_id = ${ctx.sink.tenant()}`, filterCondition(ctx, entity, inner, item)]));
    return `select ${inner}.id from ${ctx.sink.table(entity.tableName)} ${inner} where ${where}`;
  });
  return `${alias}.id in (${sets.join(' union ')})`;
}
