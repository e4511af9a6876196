/** Page sizes and directions. */
import { label } from '../../model/label.ts';
import { badInput, limitExceeded } from '../../model/refusals.ts';
import type { Limits } from '../kernel.ts';
import type { Leaf, ListArguments } from '../selection.ts';
import { given, isFixed, leafValue, type PlanContext } from './context.ts';

export interface Page {
  /** From the end, in the reversed order. */
  readonly backward: boolean;
  readonly after: Leaf | null;
  readonly before: Leaf | null;
  /** The page size as SQL. */
  readonly size: string;
}

type Sized = Pick<ListArguments, 'first' | 'last'>;

/** @throws BAD_INPUT, LIMIT_EXCEEDED */
export function pageSize(list: Sized, limits: Limits, variables: Readonly<Record<string, unknown>> | null): number {
  const first = list.first === null ? null : leafValue(list.first, variables);
  const last = list.last === null ? null : leafValue(list.last, variables);
  const [size, leaf] = first !== null ? ([first, list.first] as const) : ([last, list.last] as const);
  if (first !== null && last !== null)
    throw badInput(label('say first or last, not both', 'first 与 last 只能给出一个'), list.last?.path ?? []);
  if (size === null) return limits.pageSize;
  const path = leaf?.path ?? [first !== null ? 'first' : 'last'];
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 0)
    throw badInput(label('a page size is a whole number from 0', '每页条数须为不小于 0 的整数'), path);
  if (size > limits.maxPageSize) throw limitExceeded(label('page size', '每页条数'), size, limits.maxPageSize, path);
  return size;
}

export function pageOf(ctx: PlanContext, list: ListArguments): Page {
  const first = given(ctx, list.first);
  const last = given(ctx, list.last);
  const after = given(ctx, list.after);
  const before = given(ctx, list.before);
  return {
    backward: last !== null || (before !== null && first === null && after === null),
    after,
    before,
    // Of a number that it does not know Postgres takes it that a tenth of all rows is asked for.
    size: [first, last].every((leaf) => leaf === null || isFixed(leaf))
      ? String(pageSize(list, ctx.limits, null))
      : `${ctx.sink.param(({ variables }) => pageSize(list, ctx.limits, variables))}::int`,
  };
}
