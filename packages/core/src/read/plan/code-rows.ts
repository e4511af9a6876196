/** The plan of a read by a plugin's code: rows without a page, values as code has them. */
import type { SQL } from 'drizzle-orm';
import { allOf, conditionText } from '../../access/condition.ts';
import { tableCondition } from '../../access/policy.ts';
import { type Access, forbidden, missingPermission } from '../../access/rights.ts';
import { related, rowOf } from '../../access/symbols.ts';
import type { EntityDef } from '../../model/model.ts';
import type { Related } from '../../model/policy.ts';
import type { Item } from '../selection.ts';
import { listShape } from '../shape.ts';
import { Columns } from '../sql/columns.ts';
import { guarded } from './comparable.ts';
import { planContext } from './context.ts';
import { orderKeys, orderText } from './order.ts';
import { completePlan, emitters, type Plan, type PlanKernel } from './plan.ts';

export interface CodeRows {
  readonly entity: EntityDef;
  readonly items: readonly Item[];
  readonly ids: readonly string[] | null;
  // biome-ignore lint/suspicious/noExplicitAny: rows of whatever entity
  readonly where: ((row: any, q: Related) => SQL) | null;
  readonly orderBy: string | null;
  readonly direction: 'ASC' | 'DESC' | null;
  readonly limit: number | null;
}

/** The answer is `{ rows: [...] }`. */
export function planCodeRows(kernel: PlanKernel, { entity, items, ids, where, orderBy, direction, limit }: CodeRows, access: Access): Plan {
  const ctx = planContext(kernel, access, 'code', emitters);
  const missing = missingPermission(ctx.model, ctx.rights, entity);
  if (missing !== null) throw forbidden(missing);
  const t = ctx.sink.alias();
  const columns = new Columns(ctx);
  ctx.emit.items(ctx, columns, entity, t, items);
  const order = {
    column: orderBy ?? entity.defaultOrder.column,
    direction: direction ?? (orderBy === null ? entity.defaultOrder.direction : 'ASC'),
  };
  const fits = allOf([
    tableCondition(ctx, entity, t),
    ids ? `${t}.id = any(${ctx.sink.param(() => ids)}::uuid[])` : true,
    where ? guarded(ctx, entity, t, `(${ctx.render(where(rowOf(entity, t), related), 'reader')})`) : true,
  ]);
  const end = `order by ${orderText(orderKeys(ctx, entity, t, [], order), false)}${limit === null ? '' : ` limit ${ctx.sink.param(() => limit)}::int`}`;
  const rows = new Columns(ctx);
  rows.add(
    'rows',
    columns.array(`from ${ctx.sink.table(entity.tableName)} ${t} where ${conditionText(fits)} ${end}`),
    listShape(columns.shape()),
  );
  return completePlan(ctx, [], `select ${rows.object()}::text as data`, rows.shape(), { cost: 0, depth: 0 });
}
