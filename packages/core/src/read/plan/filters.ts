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

/** @throws FORBIDDEN where it compares what the actor may not read. */
export function filterCondition(ctx: PlanContext, entity: EntityDef, alias: string, filter: Filter): Condition {
  switch (filter.kind) {
    case 'and': return allOf(filter.items.map((f) => filterCondition(ctx, entity, alias, f)));
    case 'or': return anyOf(filter.items.map((f) => filterCondition(ctx, entity, alias, f)));
    case 'not': return notOf(filterCondition(ctx, entity, alias, filter.item));
    case 'compare': return compare(ctx, comparableField(ctx, entity, alias, filter.field, filter.part), filter.op, filter.value);
    case 'attribute': return attributeCondition(ctx, entity, alias, filter.attribute, filter.op, filter.value);
    case 'is': case 'some': return related(ctx, entity, alias, filter.field, filter.filter, false);
    case 'none': return notOf(related(ctx, entity, alias, filter.field, filter.filter, false));
    case 'every': return notOf(related(ctx, entity, alias, filter.field, filter.filter, true));
  }
}

/** Whether a related record that the actor may see fits, or fails to. */
function related(ctx: PlanContext, entity: EntityDef, alias: string, field: FieldDef, filter: Filter, failing: boolean): Condition {
  const link = linkOf(ctx, entity, alias, field);
  if (link === null) return false;
  const inner = ctx.sink.alias();
  const fits = filterCondition(ctx, link.target, inner, filter);
  const condition = allOf([tableCondition(ctx, link.target, inner, link.reached), link.on(inner), failing ? notOf(fits) : fits]);
  return condition === false ? false : `exists (select 1 from ${ctx.sink.table(link.target.tableName)} ${inner} where ${conditionText(condition)})`;
}
