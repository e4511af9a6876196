import { type Entity, type EntityOf, label } from '@guanxi/core';
import { p } from '../plugin.ts';
import { staff } from './tables.ts';

export interface Staff extends EntityOf<'Staff', typeof staff> {}
export const Staff: Entity<Staff> = p.entity('Staff', {
  table: staff,
  idPrefix: 'stf',
  label: label('Member of staff', '员工'),
  plural: 'staffMembers',
  display: 'name',
  orderBy: { column: 'name', direction: 'ASC' },
  read: 'crm:staff:read',
});
