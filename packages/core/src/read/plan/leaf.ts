/** Leaves of a request as placeholders. */
import type { Bind } from '../../access/sink.ts';
import { isUuid, parseGlobalId } from '../../model/ids.ts';
import { label } from '../../model/label.ts';
import { badInput, limitExceeded } from '../../model/refusals.ts';
import type { Leaf } from '../selection.ts';
import { cleanText, parameterOf, type ValueType } from '../value.ts';
import { isFixed, leafValue, type PlanContext } from './context.ts';

export function leafParameter(ctx: PlanContext, leaf: Leaf, type: ValueType): string {
  const bind: Bind = ({ variables }) => parameterOf(type, leafValue(leaf, variables), leaf.path ?? []);
  return `${ctx.sink.param(bind, undefined, { isSteady: isFixed(leaf) })}::${type.sql}`;
}

/** A list as one array parameter. */
export function listParameter(ctx: PlanContext, leaf: Leaf, type: ValueType): string {
  const bind: Bind = ({ variables }) => listOf(ctx, leaf, variables).map((v) => parameterOf(type, v, leaf.path ?? []));
  return `${ctx.sink.param(bind, undefined, { isSteady: isFixed(leaf) })}::${type.sql}[]`;
}

export function listOf(ctx: PlanContext, leaf: Leaf, variables: Readonly<Record<string, unknown>>): readonly unknown[] {
  const given = leafValue(leaf, variables);
  // As GraphQL has it: one value stands for a list of one.
  const values = Array.isArray(given) ? given : [given];
  if (values.length > ctx.limits.maxListLength)
    throw limitExceeded(label('list', '列表长度'), values.length, ctx.limits.maxListLength, leaf.path ?? []);
  if (values.some((v) => v === null || v === undefined))
    throw badInput(label('a list of values may not hold null; say isNull', '值的列表不能含 null；请用 isNull'), leaf.path ?? []);
  return values;
}

/** Null for what is no id, or one of another entity: like a record that is not there. */
export function uuidOf(
  value: unknown,
  prefix: string | null,
  leaf: Leaf,
): { readonly prefix: string | null; readonly uuid: string } | null {
  if (value === null) return null;
  const text = cleanText(value, leaf.path ?? []);
  if (prefix !== null && isUuid(text)) return { prefix, uuid: text };
  const id = parseGlobalId(text);
  return id === null || (prefix !== null && id.prefix !== prefix) ? null : id;
}
