/**
 * A row as it will be stored, made of what code gave: every column checked, defaults filled in, attributes and search grams with it.
 * Defaults are taken here and not left to the database, so that guards and the change log see whole rows.
 */
import { label } from '../model/label.ts';
import type { ColumnDef, EntityDef } from '../model/model.ts';
import { attributeChanges, newAttributes, slotKeys } from './attributes.ts';
import type { Completion, Values } from './buffer.ts';
import type { Call } from './call.ts';
import { sameValue } from './canonical.ts';
import { checkMoney } from './money.ts';
import { badInput } from './problems.ts';
import { gramsFor, searchColumns } from './search.ts';
import { checkColumn, tableColumn } from './values.ts';

export function completion(call: Call): Completion {
  const { now, by } = call;
  return {
    now,
    by,
    insert(entity, given) {
      refuseUnknown(entity, given);
      const row: Record<string, unknown> = {
        ...emptyRow(entity),
        id: given['id'],
        version: 1,
        createdAt: now,
        createdBy: by,
        updatedAt: now,
        updatedBy: by,
      };
      for (const { column, absent } of fillable(entity)) {
        const value = given[column.key];
        if (value !== undefined) row[column.key] = checked(entity, column, value);
        else if (absent === 'default') row[column.key] = defaultOf(entity, column);
      }
      if (entity.hasAttributes) Object.assign(row, newAttributes(call, entity, attributesIn(given)));
      checkMoney(entity, row, null);
      if (entity.hasSearch) row['grams'] = gramsFor(entity, row);
      return row;
    },
    update(entity, row, patch) {
      refuseUnknown(entity, patch);
      const out: Record<string, unknown> = {};
      for (const [key, value] of Object.entries(patch)) {
        const column = entity.columns.get(key);
        if (column && value !== undefined) out[key] = checked(entity, column, value);
      }
      if (entity.hasAttributes && patch['attributes'] !== undefined)
        Object.assign(out, attributeChanges(call, entity, row['attrs'] as Values, attributesIn(patch)));
      const next = { ...row, ...out };
      checkMoney(entity, next, out);
      if (entity.hasSearch && searchColumns(entity).some((key) => key in out && !sameValue(row[key], out[key])))
        out['grams'] = gramsFor(entity, next);
      return out;
    },
  };
}

/** What the engine fills is in no input (A19), and a misspelt column must not be lost in silence. */
function refuseUnknown(entity: EntityDef, given: Values): void {
  for (const key of Object.keys(given)) {
    if (key === 'id' || (key === 'attributes' && entity.hasAttributes)) continue;
    const column = entity.columns.get(key);
    if (!column) throw badInput(label(`${entity.name} has no ${key}`, `${entity.name} 没有 ${key}`), [key]);
    if (column.engine) throw badInput(label(`${key} is filled by the engine`, `${key} 由系统填写`), [key]);
  }
}

function checked(entity: EntityDef, column: ColumnDef, value: unknown): unknown {
  const outcome = checkColumn(entity, column, value);
  if ('problem' in outcome) throw badInput(outcome.problem, [column.key]);
  return outcome.value;
}

interface Fillable {
  readonly column: ColumnDef;
  /** What a row has where nothing is given; `database`: only the database can say, since the default is an expression. */
  readonly absent: 'null' | 'default' | 'database';
}
const fillables = new WeakMap<EntityDef, readonly Fillable[]>();

function fillable(entity: EntityDef): readonly Fillable[] {
  const known = fillables.get(entity);
  if (known) return known;
  const made = [...entity.columns.values()].filter((c) => !c.engine).map((column) => ({ column, absent: absentOf(entity, column) }));
  fillables.set(entity, made);
  return made;
}

const emptyRows = new WeakMap<EntityDef, Values>();

/** What every new row begins as: all its columns are there from the start, so that rows of an entity are objects of one shape. */
function emptyRow(entity: EntityDef): Values {
  const known = emptyRows.get(entity);
  if (known) return known;
  const filled = [
    ...['id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy'],
    ...fillable(entity).flatMap(({ column, absent }) => (absent === 'database' ? [] : [column.key])),
    ...(entity.hasAttributes ? ['attrs', ...slotKeys(entity)] : []),
    ...(entity.hasSearch ? ['grams'] : []),
  ];
  const made = Object.fromEntries(filled.map((key) => [key, null]));
  emptyRows.set(entity, made);
  return made;
}

function absentOf(entity: EntityDef, column: ColumnDef): Fillable['absent'] {
  const { default: literal, defaultFn } = ownDefault(entity, column);
  if (defaultFn) return 'default';
  if (literal === undefined) return column.notNull ? 'default' : 'null';
  return isSql(literal) ? 'database' : 'default';
}

function defaultOf(entity: EntityDef, column: ColumnDef): unknown {
  const { default: literal, defaultFn } = ownDefault(entity, column);
  return checked(entity, column, defaultFn ? defaultFn() : (literal ?? null));
}
const ownDefault = (entity: EntityDef, column: ColumnDef) =>
  tableColumn(entity, column) as { default?: unknown; defaultFn?: () => unknown };
export const isSql = (value: unknown): boolean => typeof value === 'object' && value !== null && 'queryChunks' in value;

const attributesIn = (given: Values): Values => (given['attributes'] ?? {}) as Values;
