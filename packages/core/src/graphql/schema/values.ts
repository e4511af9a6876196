/** The GraphQL type of a field that is a value, and whether it can promise one. */
import type { ColumnDef, FieldDef } from '../../model/model.ts';
import { isPromised } from '../../model/promise.ts';
import type { ScalarName } from '../../model/scalars.ts';
import type { Derivation } from './derivation.ts';
import { enumType } from './enums.ts';

/** The name of one value's type: a scalar or an enum. */
export function valueType(d: Derivation, field: FieldDef): string {
  if (field.column) return columnType(d, field.column);
  return moneyType(d, field.scalar ?? 'String');
}

export function columnType(d: Derivation, column: ColumnDef): string {
  if (column.enum) return enumType(d, column.enum);
  const scalars: Readonly<Record<ColumnDef['kind'], string>> = {
    id: 'ID',
    reference: 'ID',
    uuid: 'ID',
    text: 'String',
    enum: 'String',
    int: 'Int',
    bigint: 'Decimal',
    decimal: 'Decimal',
    instant: 'DateTime',
    date: 'Date',
    boolean: 'Boolean',
    json: 'JSON',
  };
  return scalars[column.kind];
}

export function fieldType(d: Derivation, field: FieldDef): string {
  const one = valueType(d, field);
  return `${field.column?.array ? `[${one}!]` : one}${isPromised(field) ? '!' : ''}`;
}

function moneyType(d: Derivation, scalar: ScalarName): string {
  if (scalar !== 'Money') return scalar;
  return d.types.once('Money', () =>
    d.types.object('Money', 'An amount in a currency.', () => ({
      amount: { type: 'Decimal', description: 'The amount.', means: { kind: 'part' } },
      currency: { type: 'String', description: 'ISO 4217.', means: { kind: 'part' } },
    })),
  );
}
