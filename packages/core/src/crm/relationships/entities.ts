import { type Entity, type EntityOf, label, sql, through } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { relationships } from './tables.ts';

export interface Relationship extends EntityOf<'Relationship', typeof relationships> {}
export const Relationship: Entity<Relationship> = p.entity('Relationship', {
  table: relationships,
  idPrefix: 'rel',
  label: label('Relationship', '客户关系'),
  orderBy: { column: 'validFrom', direction: 'DESC' },
  read: through('toId', 'crm:relationships:read'),
});

/** Seen by whoever may see both parties: one of them would tell of the other. */
export const bothParties = p.restrict(Relationship, (row, actor, q) => {
  if (actor.scope('crm:customers:read') === 'all') return true;
  return sql`(${row.fromId} is null or ${q.exists(Customer, (from) => sql`${from.id} = ${row.fromId} and ${actor.owned(from, 'crm:customers:read')}`)})`;
});
