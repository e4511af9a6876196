/**
 * A list of the records that have no related record of a kind (`every`, `none`). Where most records fit, walking the list until the page is
 * full takes milliseconds and comparing both tables as a whole takes seconds; where few fit it is the other way round. Postgres cannot tell:
 * of an absence it estimates that nothing is left. So the beginning of the list is walked, and where that does not fill the page, it is all
 * compared.
 */
import { allOf, type Condition, conditionText } from '../../access/condition.ts';
import type { Filter } from '../selection.ts';

/** Records walked before the other way is taken: tens of milliseconds, where that way takes hundreds. */
const walkCap = 5_000;

export interface Walk {
  /** Which rows are walked over. */
  readonly along: Condition;
  /** What each is then asked. */
  readonly fits: string;
}

/** What asks for absence, apart from the rest; together they are the filter. */
export function parted(filter: Filter | null): { readonly plain: readonly Filter[]; readonly absent: readonly Filter[] } {
  const all = filter === null ? [] : conjuncts(filter);
  const isAbsence = ({ kind }: Filter): boolean => kind === 'every' || kind === 'none';
  return { plain: all.filter((f) => !isAbsence(f)), absent: all.filter(isAbsence) };
}
const conjuncts = (filter: Filter): readonly Filter[] => (filter.kind === 'and' ? filter.items.flatMap(conjuncts) : [filter]);

/** `from` and `where` are those of the whole list; `end` orders and limits it. */
export function walkedRows(
  { along, fits }: Walk,
  list: { t: string; w: string; table: string; where: Condition; order: string; limit: string },
): string {
  const { t, w, table, where, order, limit } = list;
  const walked = `(select ${t}.* from ${table} where ${conditionText(along)} order by ${order} limit ${walkCap}) ${t}`;
  const found = `(select count(*) from ${w})`;
  const all = conditionText(allOf([where, `${found} < ${limit}`]));
  return (
    `with ${w} as materialized (select ${t}.* from ${walked} where ${fits} order by ${order} limit ${limit}) ` +
    `select ${w}.* from ${w} where ${found} >= ${limit} union all (select ${t}.* from ${table} where ${all} order by ${order} limit ${limit})`
  );
}
