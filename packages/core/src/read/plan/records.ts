/** The select list of a record: its values, and its relations as sub-selects. */
import { allOf, conditionText } from '../../access/condition.ts';
import { tableCondition } from '../../access/policy.ts';
import { classificationColumn } from '../../model/columns.ts';
import type { EntityDef, FieldDef } from '../../model/model.ts';
import { isPromised } from '../../model/promise.ts';
import type { Item, RecordSelection } from '../selection.ts';
import { type Emitted, listShape, nothing, plain } from '../shape.ts';
import { Columns } from '../sql/columns.ts';
import { idText } from '../sql/output.ts';
import { literal } from '../sql/quote.ts';
import { emitAny, parentOf } from './abstract.ts';
import { emitAttributes } from './attributes.ts';
import type { PlanContext } from './context.ts';
import { orderKeys, orderText } from './order.ts';
import { emitReferencedAsOf, inside } from './past.ts';
import { unlessForbidden } from './refusal.ts';
import { type Link, linkOf } from './relations.ts';
import { emitShapeField, emitValue } from './values.ts';

export function emitItems(ctx: PlanContext, columns: Columns, entity: EntityDef, alias: string, items: readonly Item[]): void {
  for (const item of items) {
    const here = inside(ctx, item.key);
    columns.put(
      item.key,
      unlessForbidden(here, () => emitShown(here, columns, entity, alias, item), isPromisedItem(entity, item)),
    );
  }
  if (entity.hasClassification && ctx.rights.clearance.notes) tellFlagged(columns, entity, alias);
}

/** That a record is shown which is confidential itself. */
export function tellFlagged(columns: Columns, entity: EntityDef, alias: string): void {
  const flagged = `${alias}."${classificationColumn}" = 'CONFIDENTIAL'`;
  columns.tell(entity.name, `case when ${flagged} then ${idText(entity.idPrefix, `${alias}.id`, 'wire')} end`, []);
}

/** Notes the record where the item shows a confidential value of it. */
function emitShown(ctx: PlanContext, columns: Columns, entity: EntityDef, alias: string, item: Item): Emitted {
  if (!ctx.rights.clearance.notes || !isValue(item)) return emitItem(ctx, columns, entity, alias, item);
  const { made, fields } = ctx.confidential.shownBy(() => emitItem(ctx, columns, entity, alias, item));
  if (fields.size > 0) columns.tell(entity.name, idText(entity.idPrefix, `${alias}.id`, 'wire'), [...fields]);
  return made;
}

/** A relation shows records of its own, which are noted by themselves. */
const isValue = ({ kind }: Item): boolean => kind === 'value' || kind === 'money' || kind === 'attributes' || kind === 'shape';

function isPromisedItem(entity: EntityDef, item: Item): boolean {
  if (item.kind === 'value') return isPromised(item.field);
  if (item.kind !== 'shape') return false;
  const mapping = entity.implementations.find((i) => i.shape.name === item.of.name)?.mapping[item.name];
  return mapping !== undefined && item.of.shape.fields[item.name]?.nullable === false;
}

function emitItem(ctx: PlanContext, columns: Columns, entity: EntityDef, alias: string, item: Item): Emitted {
  if (ctx.past !== null && 'field' in item && item.kind !== 'value' && item.kind !== 'money')
    return emitReferencedAsOf(ctx, ctx.past.at, entity, alias, item) ?? nothing;
  switch (item.kind) {
    case 'typename':
      return { sql: literal(item.value), shape: plain };
    case 'value':
      return emitValue(ctx, columns, entity, alias, item.field);
    case 'money':
      return emitValue(ctx, columns, entity, alias, item.field, item.parts);
    case 'attributes':
      return emitAttributes(ctx, entity, alias, item.keys);
    case 'shape':
      return emitShapeField(ctx, entity, alias, item.of, item.name);
    case 'any':
      return emitAny(ctx, entity, alias, item.field, item.selection);
    default:
      return emitRelation(ctx, entity, alias, item);
  }
}

function emitRelation(
  ctx: PlanContext,
  entity: EntityDef,
  alias: string,
  item: Extract<Item, { kind: 'one' | 'rows' | 'connection' | 'all' }>,
): Emitted {
  if (item.kind === 'all') return ctx.emit.implementers(ctx, parentOf(ctx, entity, alias, item.field), item.list, item.connection);
  const link = linkOf(ctx, entity, alias, item.field);
  if (link === null) return nothing;
  if (item.kind === 'one') return emitOne(ctx, link, item.selection);
  const order = orderOf(link.target, item.field);
  if (item.kind === 'rows') return emitRows(ctx, link, item.selection, order);
  const source = {
    name: `${entity.name}.${item.field.name}`,
    entity: link.target,
    whole: false,
    order,
    reached: link.reached,
    on: link.on,
    linked: link.linked,
  };
  return ctx.emit.connection(ctx, source, item.list, item.connection);
}

function emitOne(ctx: PlanContext, link: Link, selection: RecordSelection): Emitted {
  const { columns, from } = linked(ctx, link, selection);
  return { sql: columns.object(link.single ? from : `${from} limit 1`), shape: columns.shape() };
}

function emitRows(ctx: PlanContext, link: Link, selection: RecordSelection, order: EntityDef['defaultOrder']): Emitted {
  const { columns, from, alias } = linked(ctx, link, selection);
  return {
    sql: columns.array(`${from} order by ${orderText(orderKeys(ctx, link.target, alias, [], order), false)}`),
    shape: listShape(columns.shape()),
  };
}

function linked(
  ctx: PlanContext,
  link: Link,
  selection: RecordSelection,
): { readonly columns: Columns; readonly from: string; readonly alias: string } {
  const alias = ctx.sink.alias();
  const columns = new Columns(ctx);
  emitItems(ctx, columns, link.target, alias, selection.items);
  const where = conditionText(allOf([tableCondition(ctx, link.target, alias, link.reached), link.on(alias)]));
  return { columns, alias, from: `from ${ctx.sink.table(link.target.tableName)} ${alias} where ${where}` };
}

/** A relation's own order: ascending, unless it is by the column that the target's lists have another direction for. */
function orderOf(target: EntityDef, field: FieldDef): EntityDef['defaultOrder'] {
  const column = field.spec.kind === 'many' ? field.spec.orderBy : null;
  if (column === null || column === target.defaultOrder.column) return target.defaultOrder;
  return { column, direction: 'ASC' };
}
