/** What JavaScript does to the parsed answer: fills computed fields, drops hidden keys, and puts errors where values may not be. */
import { GuanxiError } from '../errors.ts';
import { enter, leave } from '../model/entered.ts';
import type { ComputeScope } from '../model/fields.ts';
import type { Need, Shape } from './shape.ts';
import type { Shown } from './shown.ts';

type Json = Record<string, unknown>;
type Computed = Extract<Shape, { kind: 'computed' }>;
/** What is gathered on the way. */
interface Work {
  readonly computed: Map<Computed, Pending[]>;
  readonly shown: Shown;
}
interface Pending {
  readonly row: Json;
  readonly fill: (value: unknown) => void;
}

/** @param shown Takes what the answer shows that is confidential. */
export async function finish(shape: Shape, tree: unknown, scope: ComputeScope, shown: Shown): Promise<unknown> {
  const pending: Work = { computed: new Map(), shown };
  const out = reshape(shape, tree, pending);
  await Promise.all([...pending.computed].map(([computed, rows]) => compute(computed, rows, scope)));
  return out;
}

function reshape(shape: Shape, value: unknown, pending: Work): unknown {
  if (shape.kind === 'plain') return value;
  if (shape.kind === 'error') return shape.error;
  if (value === null || value === undefined) return null;
  switch (shape.kind) {
    case 'decode':
      return shape.decode(value);
    case 'list':
      return (value as unknown[]).map((v) => reshape(shape.item, v, pending));
    case 'refusal': {
      const told = (value as Json)[shape.key];
      return told === undefined ? reshape(shape.item, value, pending) : shape.error(told);
    }
    case 'cases':
      return reshape(shape.cases.get(String((value as Json)['~type'])) ?? { kind: 'plain' }, value, pending);
    case 'object':
      return reshapeObject(shape, value as Json, pending);
    case 'computed':
    case 'unless':
      throw new TypeError('only an object has such a value');
  }
}

function reshapeObject({ entries, shows }: Extract<Shape, { kind: 'object' }>, row: Json, pending: Work): Json {
  const out: Json = {};
  for (const { key, entity, fields } of shows) {
    const id = row[key];
    if (typeof id === 'string') pending.shown.add(entity, fields, id);
  }
  for (const { from, to, shape } of entries) {
    if (shape.kind === 'computed') {
      // The place is taken now, so that the order of the keys is that of the selection.
      out[to] = null;
      const rows = pending.computed.get(shape) ?? [];
      rows.push({
        row,
        fill: (v) => {
          out[to] = v;
        },
      });
      pending.computed.set(shape, rows);
    } else if (shape.kind === 'unless') out[to] = row[shape.flag] === true ? shape.error : row[from];
    else out[to] = reshape(shape, row[from], pending);
  }
  return out;
}

/** One call for all rows of one selection; when it fails, each of its values does, and nothing else. */
async function compute({ field, needs, parts }: Computed, pending: readonly Pending[], scope: ComputeScope): Promise<void> {
  const { spec } = field;
  if (spec.kind !== 'computed') return;
  const slot = enter(field.plugin, `${field.entity}.${field.name}`);
  try {
    const values = await spec.resolve(
      pending.map(({ row }) => needed(needs, row)),
      scope,
    );
    if (values.length !== pending.length)
      throw new GuanxiError('INTERNAL', { reference: `${field.entity}.${field.name}: ${values.length} values for ${pending.length} rows` });
    for (const [i, { fill }] of pending.entries()) fill(values[i] instanceof Error ? values[i] : wire(values[i] ?? null, parts));
  } catch (error) {
    const failed = error instanceof Error ? error : new Error(String(error));
    for (const { fill } of pending) fill(failed);
  } finally {
    leave(slot);
  }
}

const needed = (needs: readonly Need[], row: Json): Json =>
  Object.fromEntries(needs.map(({ key, column, decode }) => [column, decode(row[key])]));

function wire(value: unknown, parts: Computed['parts']): unknown {
  if (value instanceof Date) return value.toISOString();
  if (parts === null || typeof value !== 'object' || value === null) return value;
  const money = value as Json;
  return Object.fromEntries(parts.map(({ key, part }) => [key, part === '__typename' ? 'Money' : money[part]]));
}

export interface PathError {
  readonly path: readonly (string | number)[];
  readonly error: Error;
}

/** Errors out of the tree: null in their places, and a list of where they were. */
export function settle(tree: unknown): { readonly data: unknown; readonly errors: readonly PathError[] } {
  const errors: PathError[] = [];
  const walk = (value: unknown, path: readonly (string | number)[]): unknown => {
    if (value instanceof Error) {
      errors.push({ path, error: value });
      return null;
    }
    if (Array.isArray(value)) return value.map((v, i) => walk(v, [...path, i]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, walk(v, [...path, k])]));
  };
  return { data: walk(tree, []), errors };
}
