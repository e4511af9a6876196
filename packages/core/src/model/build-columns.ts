/** What the columns of a Drizzle table are to the engine. */
import type { AnyPgColumn, AnyPgTable } from 'drizzle-orm/pg-core';
import type { EnumType } from './enums.ts';
import type { ColumnDef, ColumnKind, EnumDef } from './model.ts';
import { engineColumnNames, tableMetaOf } from './tenant-table.ts';

const kinds: Readonly<Record<string, ColumnKind>> = {
  PgUUID: 'uuid',
  PgText: 'text',
  PgVarchar: 'text',
  PgInteger: 'int',
  PgSmallInt: 'int',
  PgNumeric: 'decimal',
  PgBigInt53: 'bigint',
  PgBigInt64: 'bigint',
  PgTimestamp: 'instant',
  PgDateString: 'date',
  PgBoolean: 'boolean',
  PgJsonb: 'json',
};
const floats = new Set(['PgReal', 'PgDoublePrecision']);

/** Null for a table that `tenantTable` did not make. */
export function columnsOf(
  table: AnyPgTable,
  enums: ReadonlyMap<string, EnumDef>,
): { readonly byKey: ReadonlyMap<string, ColumnDef>; readonly floats: readonly string[]; readonly hasClassification: boolean } | null {
  const meta = tableMetaOf(table);
  if (meta === null) return null;
  const keyed = Object.entries(table).filter((e): e is [string, AnyPgColumn] => isColumn(e[1]));
  const byKey = new Map<string, ColumnDef>();
  for (const [key, column] of keyed) {
    const m = meta.get(key);
    const kind: ColumnKind = key === 'id' ? 'id' : m?.reference ? 'reference' : m?.enum ? 'enum' : (kinds[column.columnType] ?? 'text');
    byKey.set(key, {
      key,
      name: column.name,
      kind,
      array: ((column as { dimensions?: number }).dimensions ?? 0) > 0,
      notNull: column.notNull,
      hasDefault: column.hasDefault,
      engine: (engineColumnNames as readonly string[]).includes(key) || m?.trait === 'attributes' || m?.trait === 'search',
      enum: m?.enum ? (enums.get(m.enum.name) ?? null) : null,
      reference: m?.reference ?? null,
    });
  }
  return {
    byKey,
    floats: keyed.filter(([, c]) => floats.has(c.columnType)).map(([key]) => key),
    hasClassification: [...meta.values()].some((m) => m.trait === 'classification'),
  };
}

/** The enums that a table's columns hold. */
columnsOf.enums = (table: AnyPgTable): readonly EnumType[] =>
  [...(tableMetaOf(table)?.values() ?? [])].flatMap((m) => (m.enum ? [m.enum] : []));

const isColumn = (v: unknown): boolean => typeof v === 'object' && v !== null && 'columnType' in v && 'getSQLType' in v;
