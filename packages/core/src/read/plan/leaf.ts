/** Leaves of a request as placeholders. */
import { GuanxiError } from '../../errors.ts';
import type { Leaf } from '../selection.ts';
import { badInput, parameterOf, type ValueType } from '../value.ts';
import { leafValue, type PlanContext } from './context.ts';

export function leafParameter(ctx: PlanContext, leaf: Leaf, type: ValueType): string {
  return `${ctx.sink.param(({ variables }) => parameterOf(type, leafValue(leaf, variables), leaf.path ?? []))}::${type.sql}`;
}

/** A list as one array parameter. */
export function listParameter(ctx: PlanContext, leaf: Leaf, type: ValueType): string {
  return `${ctx.sink.param(({ variables }) => listOf(ctx, leaf, variables).map((v) => parameterOf(type, v, leaf.path ?? [])))}::${type.sql}[]`;
}

export function listOf(ctx: PlanContext, leaf: Leaf, variables: Readonly<Record<string, unknown>>): readonly unknown[] {
  const given = leafValue(leaf, variables);
  // As GraphQL has it: one value stands for a list of one.
  const values = Array.isArray(given) ? given : [given];
  if (values.length > ctx.limits.maxListLength)
    throw new GuanxiError(
      'LIMIT_EXCEEDED',
      { what: 'list', actual: values.length, limit: ctx.limits.maxListLength },
      { path: (leaf.path ?? []).map(String) },
    );
  if (values.some((v) => v === null || v === undefined)) throw badInput('a list of values may not hold null; say isNull', leaf.path ?? []);
  return values;
}
