/** Cursors: where a row stands in its list, and the predicate for the rows beyond it. */
import type { BindRequest } from '../../access/sink.ts';
import { isUuid } from '../../model/ids.ts';
import { isCleanText } from '../../model/input.ts';
import { label } from '../../model/label.ts';
import type { ColumnKind } from '../../model/model.ts';
import { badInput } from '../../model/refusals.ts';
import type { Leaf } from '../selection.ts';
import { leafValue, type PlanContext } from './context.ts';
import type { OrderKey } from './order.ts';

/** The sort values of a row, as text, for its cursor. */
export const keyText = (keys: readonly OrderKey[]): string => `json_build_array(${keys.map((k) => `${k.sql}::text`).join(', ')})::text`;

/** A cursor from such a text: `<fingerprint>.<base64url>`. */
export function cursorText(ctx: PlanContext, list: string, key: string): string {
  return `${fingerprint(ctx, list)} || '.' || translate(encode(convert_to(${key}, 'UTF8'), 'base64'), E'+/=\\n', '-_')`;
}

const fingerprint = (ctx: PlanContext, list: string): string =>
  `${ctx.sink.param(({ actor }) => ctx.fingerprint(list, actor.tenant), `list ${list}`, { isSteady: true })}::text`;

/** Rows after (or before) a cursor. */
export function beyond(ctx: PlanContext, list: string, keys: readonly OrderKey[], cursor: Leaf, side: 'after' | 'before'): string {
  const { values, greater } = valuesOf(ctx, list, keys, cursor, side);
  return compareKeys(keys, values, greater);
}

/**
 * The same in two: among the rows whose first key has a value, and among those where it has none. Each is a range of one index, which no
 * single condition over both is. `first` is the first key where it has a value.
 */
export function beyondByPresence(
  ctx: PlanContext,
  list: string,
  keys: readonly OrderKey[],
  first: string,
  cursor: Leaf,
  side: 'after' | 'before',
): { readonly present: string; readonly absent: string } {
  const { values, greater } = valuesOf(ctx, list, keys, cursor, side);
  const v = values[0] as string;
  const within = compareKeys([{ ...(keys[0] as OrderKey), sql: first, notNull: true }, ...keys.slice(1)], values, greater);
  const rest = compareKeys(keys.slice(1), values.slice(1), greater.slice(1));
  // The value is known when the statement is planned: what is said of it alone costs nothing.
  return greater[0]
    ? { present: within, absent: `(${v} is not null or (${rest}))` }
    : { present: `(${v} is null or (${within}))`, absent: `(${v} is null and (${rest}))` };
}

function valuesOf(
  ctx: PlanContext,
  list: string,
  keys: readonly OrderKey[],
  cursor: Leaf,
  side: 'after' | 'before',
): { readonly values: readonly string[]; readonly greater: readonly boolean[] } {
  const decoded = decoder(ctx, list, keys, cursor);
  return {
    values: keys.map((k, i) => `${ctx.sink.param((request) => decoded(request)[i] ?? null)}::${k.type.sql}`),
    greater: keys.map((k) => (k.direction === 'ASC') === (side === 'after')),
  };
}

function compareKeys(keys: readonly OrderKey[], values: readonly string[], greater: readonly boolean[]): string {
  const agree = greater.every((g) => g === greater[0]);
  if (agree && keys.every((k) => k.notNull))
    return `(${keys.map((k) => k.sql).join(', ')}) ${greater[0] ? '>' : '<'} (${values.join(', ')})`;
  const steps = keys.map((k, i) =>
    [...keys.slice(0, i).map((e, j) => same(e, values[j] as string)), past(k, values[i] as string, greater[i] as boolean)].join(' and '),
  );
  // The first key's bound follows from the rest; alone it is what an index can begin with.
  return `(${bound(keys[0] as OrderKey, values[0] as string, greater[0] as boolean)} and (${steps.map((s) => `(${s})`).join(' or ')}))`;
}

// Empty values are the greatest.
function past(k: OrderKey, v: string, greater: boolean): string {
  if (k.notNull) return `${k.sql} ${greater ? '>' : '<'} ${v}`;
  return greater
    ? `(${v} is not null and (${k.sql} > ${v} or ${k.sql} is null))`
    : `(${k.sql} < ${v} or (${v} is null and ${k.sql} is not null))`;
}
const same = (k: OrderKey, v: string): string =>
  k.notNull ? `${k.sql} = ${v}` : `(${k.sql} = ${v} or (${v} is null and ${k.sql} is null))`;
function bound(k: OrderKey, v: string, greater: boolean): string {
  const within = `${k.sql} ${greater ? '>=' : '<='} ${v}`;
  if (k.notNull) return within;
  return greater ? `(${within} or ${k.sql} is null)` : `(${within} or ${v} is null)`;
}

/** Reads a cursor once for each request. @throws BAD_INPUT for one that is forged or of another list */
function decoder(
  ctx: PlanContext,
  list: string,
  keys: readonly OrderKey[],
  leaf: Leaf,
): (request: BindRequest) => readonly (string | null)[] {
  const known = new WeakMap<BindRequest, readonly (string | null)[]>();
  return (request) => {
    const values =
      known.get(request) ?? decode(leafValue(leaf, request.variables), ctx.fingerprint(list, request.actor.tenant), keys, leaf);
    known.set(request, values);
    return values;
  };
}

function decode(cursor: unknown, expected: string, keys: readonly OrderKey[], leaf: Leaf): readonly (string | null)[] {
  const refuse = () => badInput(label('this cursor is not of this list', '该游标不属于此列表'), leaf.path ?? []);
  const dot = typeof cursor === 'string' ? cursor.indexOf('.') : -1;
  if (typeof cursor !== 'string' || dot < 0 || cursor.slice(0, dot) !== expected) throw refuse();
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor.slice(dot + 1), 'base64url').toString('utf8'));
  } catch {
    throw refuse();
  }
  if (!Array.isArray(values) || values.length !== keys.length) throw refuse();
  if (!values.every((v, i) => (v === null ? !keys[i]?.notNull : typeof v === 'string' && isTextOf(keys[i]?.type.kind ?? 'text', v))))
    throw refuse();
  return values as readonly (string | null)[];
}

const forms: Partial<Record<ColumnKind, RegExp>> = {
  int: /^-?\d{1,10}$/,
  bigint: /^-?\d{1,19}$/,
  decimal: /^-?\d{1,131}(\.\d{1,1000})?$/,
  boolean: /^(true|false)$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  instant: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?\+00$/,
};
function isTextOf(kind: ColumnKind, text: string): boolean {
  if (kind === 'id' || kind === 'reference' || kind === 'uuid') return isUuid(text);
  const form = forms[kind];
  if (form === undefined) return isCleanText(text);
  return (
    form.test(text) && ((kind !== 'date' && kind !== 'instant') || !Number.isNaN(Date.parse(text.replace(' ', 'T').replace(/\+00$/, 'Z'))))
  );
}
