/**
 * Operations of one kind on one table become one statement. The order in which code wrote is kept wherever a foreign key or a unique
 * key could tell the difference: an operation joins an earlier batch only past what cannot matter to it.
 */
import type { EntityDef } from '../model/model.ts';
import type { Operation } from './buffer.ts';

export interface Batch {
  readonly kind: Operation['kind'];
  readonly entity: EntityDef;
  /** Columns written, by key, in the order of the table; empty for removes. */
  readonly columns: readonly string[];
  readonly operations: Operation[];
  /** Of an insert: the ids it makes. */
  readonly made: Set<string>;
}

export function batchesOf(operations: readonly Operation[]): readonly Batch[] {
  const batches: Batch[] = [];
  const bySignature = new Map<string, Batch>();
  for (const op of operations) {
    const { entity } = op.entry;
    const keys = op.kind === 'remove' ? [] : Object.keys(op.values);
    const signature = `${op.kind} ${entity.name} ${keys.join()}`;
    const earlier = bySignature.get(signature);
    const joins = earlier && batches.slice(batches.indexOf(earlier) + 1).every((between) => mayPass(op, between));
    const batch = joins ? earlier : { kind: op.kind, entity, columns: inTable(entity, keys), operations: [], made: new Set<string>() };
    if (!joins) {
      batches.push(batch);
      bySignature.set(signature, batch);
    }
    batch.operations.push(op);
    if (op.kind === 'insert') batch.made.add(op.entry.id);
  }
  return batches;
}

const inTable = (entity: EntityDef, keys: readonly string[]): readonly string[] =>
  [...entity.columns.keys()].filter((key) => keys.includes(key));

/** Whether an operation may be done before a batch that code wrote earlier. */
function mayPass(op: Operation, batch: Batch): boolean {
  if (op.entry.entity === batch.entity) return false;
  if (op.kind === 'remove') return batch.kind === 'remove' && !refers(batch.entity, op.entry.entity);
  if (batch.kind !== 'insert') return true;
  return !referencesOf(op.entry.entity).some(
    ({ key, table }) => batch.entity.tableName === table && batch.made.has(op.values[key] as string),
  );
}

const refers = (from: EntityDef, to: EntityDef): boolean => referencesOf(from).some(({ table }) => table === to.tableName);

const references = new WeakMap<EntityDef, readonly { readonly key: string; readonly table: string }[]>();
function referencesOf(entity: EntityDef): readonly { readonly key: string; readonly table: string }[] {
  const known = references.get(entity);
  if (known) return known;
  const made = [...entity.columns.values()].flatMap((c) => (c.reference ? [{ key: c.key, table: c.reference.table }] : []));
  references.set(entity, made);
  return made;
}
