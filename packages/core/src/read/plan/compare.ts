/** One comparison of an expression with a value of the request. */
import type { Condition } from '../../access/condition.ts';
import { label } from '../../model/label.ts';
import { badInput } from '../../model/refusals.ts';
import type { Leaf, Operator } from '../selection.ts';
import { cleanText } from '../value.ts';
import type { Comparable } from './comparable.ts';
import { isGiven, leafValue, type PlanContext } from './context.ts';
import { leafParameter, listParameter } from './leaf.ts';

const symbols = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

export function compare(ctx: PlanContext, c: Comparable, op: Operator, value: Leaf): Condition {
  const x = c.sql;
  if (op === 'isNull') return flag(ctx, value, `${x} is null`);
  if (op === 'isEmpty') {
    if (!c.array) throw doesNotApply(op, value);
    return flag(ctx, value, `coalesce(cardinality(${x}), 0) = 0`);
  }
  if (!isGiven(ctx, value)) {
    if (op === 'eq') return `${x} is null`;
    if (op === 'ne') return `${x} is not null`;
    throw badInput(label(`"${op}" needs a value; isNull asks for none`, `“${op}”需要一个值；查询空值请用 isNull`), value.path ?? []);
  }
  if (c.array !== isListOperator(op)) throw doesNotApply(op, value);
  switch (op) {
    case 'eq':
      return `${x} = ${leafParameter(ctx, value, c.type)}`;
    case 'ne':
      return `${x} is distinct from ${leafParameter(ctx, value, c.type)}`;
    case 'in':
      return `${x} = any(${listParameter(ctx, value, c.type)})`;
    case 'notIn':
      return `(${x} = any(${listParameter(ctx, value, c.type)})) is not true`;
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return `${x} ${symbols[op]} ${leafParameter(ctx, value, c.type)}`;
    case 'contains':
      return like(ctx, x, value, (t) => `%${t}%`);
    case 'startsWith':
      return like(ctx, x, value, (t) => `${t}%`);
    case 'endsWith':
      return like(ctx, x, value, (t) => `%${t}`);
    case 'has':
      return `${leafParameter(ctx, value, c.type)} = any(${x})`;
    case 'hasAny':
      return `${x} && ${listParameter(ctx, value, c.type)}`;
    case 'hasAll':
      return `${x} @> ${listParameter(ctx, value, c.type)}`;
  }
}

const doesNotApply = (op: Operator, value: Leaf) => badInput(label(`"${op}" does not apply here`, `“${op}”不适用于此处`), value.path ?? []);

const isListOperator = (op: Operator): boolean => op === 'has' || op === 'hasAny' || op === 'hasAll';

/** True or false in the document decides now; in a variable, with the request. */
function flag(ctx: PlanContext, value: Leaf, condition: string): Condition {
  if (value.path === null) return value.value === false ? `not (${condition})` : condition;
  return `(${condition}) = ${leafParameter(ctx, value, { kind: 'boolean', sql: 'boolean', prefix: null })}`;
}

export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** In any case; wildcards in the text stand for themselves. */
function like(ctx: PlanContext, x: string, value: Leaf, pattern: (escaped: string) => string): string {
  return `${x} ilike ${ctx.sink.param(({ variables }) => pattern(escapeLike(cleanText(leafValue(value, variables), value.path ?? []))))}::text`;
}
