import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { verifications } from './tables.ts';

export interface FieldVerification extends EntityOf<'FieldVerification', typeof verifications> {}
export const FieldVerification: Entity<FieldVerification> = p.entity('FieldVerification', {
  table: verifications,
  idPrefix: 'ver',
  label: label('Verification of a field', '字段核实'),
  mutable: false,
  read: through('customerId', 'crm:quality:read'),
});
