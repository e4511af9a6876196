/** What the table means, and what a customer gains by it. */
import { type Entity, type EntityOf, label, sql, through } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { p } from './plugin.ts';
import { visits } from './tables.ts';

export interface BoothVisit extends EntityOf<'BoothVisit', typeof visits> {}
export const BoothVisit: Entity<BoothVisit> = p.entity('BoothVisit', {
  table: visits,
  idPrefix: 'bov',
  label: label('Stand visit', '展位来访'),
  orderBy: { column: 'at', direction: 'DESC' },
  read: through('customerId', 'booth:read'),
});

export const visitFields = p.fields(BoothVisit, (f) => ({
  at: f.column('at', { label: label('At', '时间') }),
  interest: f.column('interest', { label: label('Interest', '意向程度'), aggregate: ['avg', 'max'] }),
  remark: f.column('remark', { label: label('Remark', '备注') }),
  customer: f.one(Customer, { on: ['customerId', 'id'], label: label('Customer', '客户') }),
}));

export const onCustomer = p.fields(Customer, (f) => ({
  boothVisits: f.many(BoothVisit, { on: ['id', 'customerId'], orderBy: 'at', label: label('Stand visits', '展位来访') }),
  boothVisitCount: f.sql('Int', (customer, q) => q.count(BoothVisit, (visit) => sql`${visit.customerId} = ${customer.id}`), {
    label: label('Number of stand visits', '来访次数'),
    filter: true,
    sort: true,
    permission: 'booth:read',
  }),
}));
