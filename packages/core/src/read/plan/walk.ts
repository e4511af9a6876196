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

interface List {
  readonly t: string;
  readonly w: string;
  readonly table: string;
  readonly where: Condition;
  readonly order: string;
  readonly limit: string;
}

/** The ids of the page's records: whole records would be carried through the comparison of all. */
export function walkedIds({ along, fits }: Walk, { t, w, table, where, order, limit }: List): string {
  const page = `order by ${order} limit ${limit}`;
  const walked = `(select ${t}.* from ${table} where ${conditionText(along)} order by ${order} limit ${walkCap}) ${t}`;
  const found = `(select count(*) from ${w})`;
  const all = conditionText(allOf([where, `${found} < ${limit}`]));
  return (
    `with ${w} as materialized (select ${t}.id from ${walked} where ${fits} ${page}) ` +
    `select ${w}.id from ${w} where ${found} >= ${limit} union all (select ${t}.id from ${table} where ${all} ${page})`
  );
}
