/** Rows for whatever entities there are: made from their columns alone, so that a new plugin's records are there without being named here. */
import type { Actor } from '@guanxi/core';
import { inTransaction, modelOf } from '@guanxi/core/testing';
import type { ColumnDef, EntityDef } from '../../packages/core/src/model/model.ts';
import { oneOf, type Random } from './random.ts';

/** Numbers that look random and are the same every time. */
export function sequence(seed: number): Random {
  let state = seed;
  return {
    below(n) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * n);
    },
  };
}

export interface Rows {
  /** The uuids of an entity's rows. */
  readonly of: (entity: EntityDef) => Promise<readonly string[]>;
  /** How many of each there should be. */
  readonly least: number;
  readonly texts: readonly string[];
}

/** Fills up every entity that has fewer rows; answers how many were made, and which entities would not have any. */
export async function fillUp(
  engine: object,
  actor: Actor,
  o: Rows,
): Promise<{ readonly made: number; readonly without: readonly string[] }> {
  const r = sequence(11);
  let made = 0;
  const without = new Set<string>();
  // What refers to others is made after them, whatever the order of the model is.
  for (const _ of [1, 2]) {
    for (const entity of modelOf(engine).entities.values()) {
      const missing = o.least - (await o.of(entity)).length;
      for (let i = 0; i < missing; i++) {
        const row = await rowFor(engine, entity, r, o);
        const done =
          row && (await inTransaction(engine, actor, entity.plugin, (tx) => tx.insert(entity.token, row as never)).catch(() => null));
        if (done) made += 1;
      }
      if ((await o.of(entity)).length === 0) without.add(entity.name);
      else without.delete(entity.name);
    }
  }
  return { made, without: [...without] };
}

/** Null while there is nothing that it must refer to. */
async function rowFor(engine: object, entity: EntityDef, r: Random, o: Rows): Promise<Readonly<Record<string, unknown>> | null> {
  const row: Record<string, unknown> = {};
  for (const column of entity.columns.values()) {
    if (column.engine || column.kind === 'id' || column.key === 'attrs' || column.key === 'grams' || /^attr[TND]\d$/.test(column.key))
      continue;
    if (column.kind === 'reference') {
      const target = modelOf(engine).byTable.get(column.reference?.table ?? '');
      const there = target ? await o.of(target) : [];
      if (there.length === 0 && column.notNull) return null;
      if (there.length > 0 && (column.notNull || r.below(3) > 0)) row[column.key] = oneOf(r, there);
    } else if (column.notNull || r.below(3) > 0) row[column.key] = column.array ? [valueFor(column, r, o)] : valueFor(column, r, o);
  }
  return row;
}

function valueFor(column: ColumnDef, r: Random, { texts }: Rows): unknown {
  if (column.enum) return oneOf(r, [...column.enum.values.keys()]);
  switch (column.kind) {
    case 'int':
      return 1 + r.below(5);
    case 'bigint':
      return BigInt(1 + r.below(5));
    case 'decimal':
      return `${r.below(500)}.25`;
    case 'boolean':
      return r.below(2) === 0;
    case 'instant':
      return new Date(Date.UTC(2025, r.below(12), 1 + r.below(28)));
    case 'date':
      return `2025-0${1 + r.below(9)}-1${r.below(9)}`;
    case 'json':
      return { said: oneOf(r, texts) };
    case 'uuid':
      return `00000000-0000-7000-8000-00000000000${r.below(9)}`;
    default:
      return /currency$/i.test(column.key) ? oneOf(r, ['CNY', 'EUR']) : `${oneOf(r, texts)}${r.below(50)}`;
  }
}
