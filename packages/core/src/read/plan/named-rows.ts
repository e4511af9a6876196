/**
 * The rows that a request names by their ids. What reads no other row of a table does not change with the table's other rows: that is what
 * live queries go by.
 */
import type { RowIds } from '../../access/sink.ts';
import { isUuid, parseGlobalId } from '../../model/ids.ts';
import type { EntityDef } from '../../model/model.ts';
import type { Filter, Leaf } from '../selection.ts';
import { leafValue } from './context.ts';

/** Ids as they stand in a request; what is no id names no row. */
export const rowsNamed =
  (entity: EntityDef, leaf: Leaf): RowIds =>
  (variables) => {
    const value = leafValue(leaf, variables);
    return (Array.isArray(value) ? value : [value]).flatMap((v) => uuidOf(entity, v));
  };

/** The rows to which a filter keeps its list by their ids; null where it lets others in. */
export function rowsOfFilter(entity: EntityDef, filter: Filter | null): RowIds | null {
  if (filter?.kind === 'compare') {
    const isId = filter.field.spec.kind === 'column' && filter.field.spec.column === 'id';
    return isId && (filter.op === 'eq' || filter.op === 'in') ? rowsNamed(entity, filter.value) : null;
  }
  if (filter?.kind !== 'and') return null;
  return filter.items.map((item) => rowsOfFilter(entity, item)).find((rows) => rows !== null) ?? null;
}

function uuidOf(entity: EntityDef, value: unknown): readonly string[] {
  if (typeof value !== 'string') return [];
  if (isUuid(value)) return [value];
  const id = parseGlobalId(value);
  return id === null || id.prefix !== entity.idPrefix ? [] : [id.uuid];
}
