/** Where cases are seen besides their own lists: on customers and contacts, and in the timeline. */
import { implement, label, sql } from '@guanxi/core';
import { Contact, Customer, TimelineEntry } from '@guanxi/core/crm';
import { p } from '../plugin.ts';
import { Complaint } from './entities.ts';

const own = { classification: 'PUBLIC' } as const;

export const casesOfCustomer = p.fields(Customer, (f) => ({
  complaints: f.many(Complaint, {
    ...own,
    on: ['id', 'customerId'],
    orderBy: 'receivedAt',
    where: (c) => sql`${c.type} = 'COMPLAINT'`,
    label: label('Complaints', '投诉'),
  }),
  cases: f.many(Complaint, {
    ...own,
    on: ['id', 'customerId'],
    orderBy: 'receivedAt',
    label: label('Cases: complaints, enquiries, suggestions, praise', '全部个案：投诉、咨询、建议、表扬'),
  }),
  openComplaintCount: f.sql(
    'Int',
    (customer, q) => q.count(Complaint, (c) => sql`${c.customerId} = ${customer.id} and ${c.type} = 'COMPLAINT' and ${c.closedAt} is null`),
    { label: label('Number of open complaints', '未结投诉数'), filter: true, sort: true, permission: 'complaints:read' },
  ),
}));
export const casesOfContact = p.fields(Contact, (f) => ({
  cases: f.many(Complaint, { ...own, on: ['id', 'contactId'], orderBy: 'receivedAt', label: label('Cases', '个案') }),
}));

export const caseEntry = implement(TimelineEntry, Complaint, {
  customerId: 'customerId',
  at: 'receivedAt',
  kind: (c) => sql<string>`${c.type}`,
  title: (c) => sql<string>`${c.number} || ' ' || left(${c.text}, 160)`,
});
