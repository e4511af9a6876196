import { type Entity, type EntityOf, label, type PolicyActor, type SQL, type Sql, sql } from '@guanxi/core';
import { type Crm, p } from '../plugin.ts';
import { customers } from './tables.ts';

export interface Customer extends EntityOf<'Customer', typeof customers> {}
export const Customer: Entity<Customer> = p.entity('Customer', {
  table: customers,
  idPrefix: 'cus',
  label: label('Customer', '客户'),
  display: 'name',
  orderBy: { column: 'createdAt', direction: 'DESC' },
  followed: true,
  read: (row, actor) => customerReach(row, actor, 'crm:customers:read'),
});

/**
 * Which customers a permission shows. Owners and teams are of the staff; a contact sees the customers that they are a contact of, however far
 * the permission reaches.
 */
export function customerReach(row: Sql<Customer>, actor: PolicyActor<Crm['permission']>, permission: Crm['permission']): SQL | boolean {
  if (actor.kind !== 'contact') return actor.owned(row, permission);
  return actor.has(permission) && sql`${row.id} = any(${actor.customerIds})`;
}
