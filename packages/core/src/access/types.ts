/** The Postgres types behind the model's columns. */
import type { ColumnDef, ColumnKind } from '../model/model.ts';

const types: Readonly<Record<ColumnKind, string>> = {
  id: 'uuid',
  reference: 'uuid',
  uuid: 'uuid',
  text: 'text',
  enum: 'text',
  int: 'int',
  bigint: 'bigint',
  decimal: 'numeric',
  instant: 'timestamptz',
  date: 'date',
  boolean: 'boolean',
  json: 'jsonb',
};
export const columnType = (column: ColumnDef): string => `${types[column.kind]}${column.array ? '[]' : ''}`;
