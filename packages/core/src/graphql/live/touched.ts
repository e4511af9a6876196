/** What events of the log say of tables: which rows were changed, or that any may have been. */
import { changedRecords, type LoggedEvent } from '../../log/index.ts';
import type { Model } from '../../model/model.ts';

/** By table: the ids of rows; null where any row may have changed. */
export type Touched = ReadonlyMap<string, ReadonlySet<string> | null>;

export function touchedBy(model: Model, events: readonly LoggedEvent[]): Touched {
  const touched = new Map<string, Set<string> | null>();
  for (const { entity, id, op } of events.flatMap(changedRecords)) {
    const table = model.entities.get(entity)?.tableName;
    if (table === undefined) continue;
    if (touched.get(table) !== null) touched.set(table, (touched.get(table) ?? new Set()).add(id));
    // The database itself takes along what goes with a record, and nothing is logged of that.
    if (op === 'delete') for (const taken of takenAlong(model, table)) touched.set(taken, null);
  }
  return touched;
}

const known = new WeakMap<Model, Map<string, ReadonlySet<string>>>();

/** The tables whose rows may go with a row of this one. */
function takenAlong(model: Model, table: string): ReadonlySet<string> {
  const tables = known.get(model) ?? new Map<string, ReadonlySet<string>>();
  known.set(model, tables);
  const taken = tables.get(table) ?? gather(model, table, new Set());
  tables.set(table, taken);
  return taken;
}

function gather(model: Model, table: string, into: Set<string>): ReadonlySet<string> {
  for (const { tableName, columns } of model.entities.values()) {
    const goes = [...columns.values()].some((c) => c.reference?.table === table && c.reference.onDelete === 'cascade');
    if (goes && !into.has(tableName)) gather(model, tableName, into.add(tableName));
  }
  return into;
}
