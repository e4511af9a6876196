/**
 * One text per scalar, made in SQL. Ids are prefix and hex; instants ISO 8601 in UTC with three digits; decimals and 64-bit numbers are text
 * as Postgres holds them (`numeric(19,4)`: always four digits after the point), so that one amount has one text everywhere.
 */
import type { ColumnDef, Model } from '../../model/model.ts';
import type { ScalarName } from '../../model/scalars.ts';
import { literal } from './quote.ts';

export type Values = 'wire' | 'code';

export const idText = (prefix: string, uuid: string, values: Values): string =>
  values === 'code' ? `${uuid}` : `${literal(`${prefix}_`)} || replace(${uuid}::text, '-', '')`;
export const instantText = (x: string): string => `to_char(${x} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The prefix of the ids that a column holds. */
export function prefixOf(model: Model, entityPrefix: string, column: ColumnDef): string | null {
  if (column.kind === 'id') return entityPrefix;
  return column.reference ? (model.byTable.get(column.reference.table)?.idPrefix ?? null) : null;
}

export function columnOutput(column: ColumnDef, x: string, prefix: string | null, values: Values): string {
  if (column.array) {
    if (column.kind === 'instant') return `(select array_agg(${instantText('e')}) from unnest(${x}) e)`;
    return column.kind === 'decimal' || column.kind === 'bigint' ? `${x}::text[]` : x;
  }
  switch (column.kind) {
    case 'id':
    case 'reference':
      return prefix === null ? x : idText(prefix, x, values);
    case 'bigint':
    case 'decimal':
      return `${x}::text`;
    case 'instant':
      return instantText(x);
    default:
      return x;
  }
}

/** Of an expression of a plugin, by the scalar it declared. */
export function scalarOutput(scalar: ScalarName, x: string): string {
  switch (scalar) {
    case 'ID':
    case 'String':
      return `(${x})::text`;
    case 'Int':
      return `(${x})::int`;
    // Without an exponent, as JavaScript writes it too.
    case 'Float':
      return `trim_scale((${x})::numeric)`;
    case 'Decimal':
      return `round((${x})::numeric, 4)::text`;
    case 'Boolean':
      return `(${x})::boolean`;
    case 'DateTime':
      return instantText(`(${x})::timestamptz`);
    case 'Date':
      return `(${x})::date`;
    case 'Money':
    case 'JSON':
      return `(${x})::jsonb`;
  }
}
