/** What stands in the place of a value that was erased. */
import type { ColumnDef, EntityDef } from '../../model/model.ts';
import { plainDefault } from '../../model/personal.ts';
import type { Values } from '../buffer.ts';
import { tableConfig } from '../values.ts';

export const erasedText = '[erased]';

/** Whether there is something to erase. */
export function isErased(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (Array.isArray(value)) return value.every(isErased);
  if (typeof value === 'object' && !(value instanceof Date)) return Object.keys(value).length === 0;
  return typeof value === 'string' && (value === '' || value.startsWith(erasedText));
}

/** In the record as it is: nothing where that may be, else a neutral value. */
export function presentTombstone(entity: EntityDef, column: ColumnDef, id: string, keepsText: boolean): unknown {
  if (!column.notNull && !keepsText) return null;
  if (column.kind === 'text' && !column.array) return isUnique(entity, column) ? `${erasedText} ${id}` : erasedText;
  return neutral(entity, column);
}

/** In the record as it was: that there was something is told. Undefined: the entry leaves it out. */
export function pastTombstone(entity: EntityDef, column: ColumnDef): unknown {
  if (column.kind === 'text') return column.array ? [erasedText] : erasedText;
  return column.notNull ? neutral(entity, column) : undefined;
}

function neutral(entity: EntityDef, column: ColumnDef): unknown {
  if (column.array) return column.kind === 'text' ? [erasedText] : [];
  return column.kind === 'json' ? {} : plainDefault(entity, column);
}

/** A document of the change log without what the columns said; attributes are keyed by their definitions' ids. */
export function withoutPersonal(entity: EntityDef, document: Values, columns: Iterable<ColumnDef>, attributes: readonly string[]): Values {
  const out: Record<string, unknown> = { ...document };
  for (const column of columns) {
    if (isErased(out[column.key])) continue;
    const tombstone = pastTombstone(entity, column);
    if (tombstone === undefined) delete out[column.key];
    else out[column.key] = tombstone;
  }
  if (attributes.length > 0 && out['attrs']) out['attrs'] = withoutKeys(out['attrs'] as Values, attributes);
  return out;
}

export const withoutKeys = (values: Values, keys: readonly string[]): Values =>
  Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)));

const unique = new WeakMap<EntityDef, ReadonlySet<string>>();

function isUnique(entity: EntityDef, { name }: ColumnDef): boolean {
  const known = unique.get(entity) ?? new Set(uniqueNames(entity));
  unique.set(entity, known);
  return known.has(name);
}

function uniqueNames(entity: EntityDef): readonly string[] {
  const { uniqueConstraints, indexes } = tableConfig(entity);
  return [
    ...uniqueConstraints.flatMap((u) => u.columns.map((c) => c.name)),
    ...indexes.filter((i) => i.config.unique).flatMap((i) => i.config.columns.flatMap((c) => ('name' in c ? [String(c.name)] : []))),
  ];
}
