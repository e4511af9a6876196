/** The rows of a page: `from … where … order by … limit …`. */
import { allOf, type Condition, conditionText } from '../../access/condition.ts';
import type { RowIds } from '../../access/sink.ts';
import type { EntityDef } from '../../model/model.ts';
import { type Search, searchCondition } from '../search/condition.ts';
import type { Leaf } from '../selection.ts';
import { given, type PlanContext } from './context.ts';
import type { Split } from './splits.ts';
import { type Walk, walkedIds } from './walk.ts';

export interface RowsRequest {
  readonly where: Condition;
  readonly order: string;
  readonly limit: string | null;
  readonly search: Search | null;
  /** The list in ranges, each ordered by an index of its own; together they are all its rows. */
  readonly splits: readonly Split[] | null;
  readonly walk: Walk | null;
  /** The ids of the rows that there can be, where the request names them. */
  readonly named: RowIds | null;
}

export function searchOf(ctx: PlanContext, entity: EntityDef, alias: string, leaf: Leaf | null): Search | null {
  const text = given(ctx, leaf);
  return text === null ? null : searchCondition(ctx, entity, alias, text);
}

/** At most this many matches are sorted; a commoner word is looked for along the order of the list instead. */
const searchCap = 2_000;

export function rowsOf(
  ctx: PlanContext,
  entity: EntityDef,
  t: string,
  { where, order, limit, search, splits, walk, named }: RowsRequest,
): string {
  const table = `${ctx.sink.table(entity.tableName, named)} ${t}`;
  const end = `order by ${order}${limit === null ? '' : ` limit ${limit}`}`;
  if (search === null && splits !== null) {
    const ranges = splits.map(
      (s) =>
        `(select ${t}.* from ${table} ${s.join} where ${conditionText(s.where)} order by ${s.order}${limit === null ? '' : ` limit ${limit}`})`,
    );
    return `from (${ranges.join(' union all ')}) ${t} ${end}`;
  }
  if (search === null && walk !== null && limit !== null)
    return `from ${table} where ${t}.tenant_id = ${ctx.sink.tenant()} and ${t}.id in (${walkedIds(walk, { t, w: ctx.sink.alias(), table, where, order, limit })}) ${end}`;
  if (search === null) return `from ${table} where ${conditionText(where)} ${end}`;
  // One plan for both rare and common words is two orders of magnitude wrong for one of them, and only counting tells which it is: the
  // branch that does not apply has a condition that is false before it starts.
  const m = ctx.sink.alias();
  const n = `(select count(*) from (select 1 from ${ctx.sink.table(entity.tableName)} ${m} where ${search.matches(m)} limit ${searchCap + 1}) x)`;
  const branch = (how: string, when: string): string =>
    `(select ${t}.* from ${table} where ${conditionText(allOf([how, where, when]))} ${end})`;
  const few = branch(search.condition, `${n} <= ${searchCap}`);
  const many = branch(search.scanned, `${n} > ${searchCap}`);
  return `from (${few} union all ${many}) ${t} ${end}`;
}
