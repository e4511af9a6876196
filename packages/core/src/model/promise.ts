/** Of which fields the API promises that they are never null. */
import type { FieldDef } from './model.ts';

/** A NOT NULL column that nothing guards as it is declared: neither a right nor a row policy nor the class CONFIDENTIAL. */
export function isPromised(field: FieldDef): boolean {
  const { permission, visible } = field.spec.options;
  return (field.column?.notNull ?? false) && permission === undefined && visible === undefined && field.classification !== 'CONFIDENTIAL';
}
