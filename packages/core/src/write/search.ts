/** What search looks in: the grams of a row's searched fields, renewed when one of them changes. */
import type { EntityDef } from '../model/model.ts';
import { addGramsOf } from '../read/search/grams.ts';
import type { Values } from './buffer.ts';

interface Searched {
  readonly column: string;
  readonly mode: 'text' | 'name' | 'exact';
}
const known = new WeakMap<EntityDef, readonly Searched[]>();

function searched(entity: EntityDef): readonly Searched[] {
  const found = known.get(entity);
  if (found) return found;
  const made = [...entity.fields.values()].flatMap(({ spec }) =>
    spec.kind === 'column' && spec.options.search ? [{ column: spec.column, mode: spec.options.search }] : [],
  );
  known.set(entity, made);
  return made;
}

export const searchColumns = (entity: EntityDef): readonly string[] => searched(entity).map((s) => s.column);

export function gramsFor(entity: EntityDef, row: Values): readonly string[] {
  const grams = new Set<string>();
  for (const { column, mode } of searched(entity)) {
    const value = row[column];
    for (const text of Array.isArray(value) ? value : [value]) if (typeof text === 'string') addGramsOf(text, mode, grams);
  }
  return [...grams];
}
