/**
 * A list along a link table, in the order of the ids: they are sorted where the links are, so that only the records on the page are looked
 * up, of however many are linked. Where a filter leaves few, they are found by it instead.
 */
import { type Condition, conditionText } from '../../access/condition.ts';
import type { Filter } from '../selection.ts';
import type { PlanContext } from './context.ts';
import type { OrderKey } from './order.ts';
import { isSelective } from './selective.ts';
import type { ListSource } from './sources.ts';

export interface Linked {
  /** What orders the list, as the links have it. */
  readonly key: OrderKey;
  /** `from …`: the rows that are linked and fit. */
  readonly from: (fits: Condition) => string;
}

/** Null where the list has another order, or is better begun at its own table. */
export function linkedBy(
  ctx: PlanContext,
  source: ListSource,
  t: string,
  o: {
    readonly keys: readonly OrderKey[];
    readonly filters: readonly Filter[];
    readonly isSearched: boolean;
    readonly isBackward: boolean;
  },
): Linked | null {
  const [key, ...more] = o.keys;
  const ids = source.linked;
  if (!ids || key?.sql !== `${t}."id"` || more.length > 0 || o.isSearched || o.filters.some(isSelective)) return null;
  const l = ctx.sink.alias();
  const linked = `(${ids((key.direction === 'ASC') === o.isBackward ? 'desc' : 'asc')}) ${l}`;
  const table = `${ctx.sink.table(source.entity.tableName)} ${t}`;
  return {
    key: { ...key, sql: `${l}.id` },
    // The offset keeps the two apart: joined, they would be hashed as a whole and sorted.
    from: (fits) =>
      `from ${linked} cross join lateral (select ${t}.* from ${table} where ${t}.id = ${l}.id and ${conditionText(fits)} offset 0) ${t}`,
  };
}
