import { type Entity, type EntityOf, label } from '@guanxi/core';
import { p } from '../plugin.ts';
import { customers } from './tables.ts';

export interface Customer extends EntityOf<'Customer', typeof customers> {}
export const Customer: Entity<Customer> = p.entity('Customer', {
  table: customers,
  idPrefix: 'cus',
  label: label('Customer', '客户'),
  display: 'name',
  orderBy: { column: 'createdAt', direction: 'DESC' },
  followed: true,
  read: (row, actor) => actor.owned(row, 'crm:customers:read'),
});
