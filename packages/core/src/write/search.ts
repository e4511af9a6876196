/** What search looks in: the grams of a row's searched fields, renewed when one of them changes. */
import type { EntityDef } from '../model/model.ts';
import { gramsOf } from '../read/search/grams.ts';
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
  const all = searched(entity).flatMap(({ column, mode }) => {
    const value = row[column];
    const texts = Array.isArray(value) ? value : [value];
    return texts.flatMap((text) => (typeof text === 'string' ? gramsOf(text, mode) : []));
  });
  return [...new Set(all)].sort();
}
