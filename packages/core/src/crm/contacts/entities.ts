import { type Entity, type EntityOf, label, sql, through } from '@guanxi/core';
import { Customer, customerReach } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { contactLinks, contacts } from './tables.ts';

export interface ContactLink extends EntityOf<'ContactLink', typeof contactLinks> {}
export const ContactLink: Entity<ContactLink> = p.entity('ContactLink', {
  table: contactLinks,
  idPrefix: 'col',
  label: label('Contact of a customer', '客户联系人'),
  read: through('customerId', 'crm:contacts:read'),
});

export interface Contact extends EntityOf<'Contact', typeof contacts> {}
/** Seen by whoever may see one of the customers that the person is, or was, a contact of. */
export const Contact: Entity<Contact> = p.entity('Contact', {
  table: contacts,
  idPrefix: 'con',
  label: label('Contact', '联系人'),
  display: 'name',
  read: (row, actor, q) => {
    const reach = actor.scope('crm:contacts:read');
    if (reach === 'none' || (reach === 'all' && actor.kind !== 'contact')) return reach === 'all';
    return q.exists(
      ContactLink,
      (link) =>
        sql`${link.contactId} = ${row.id} and ${q.exists(Customer, (customer) => sql`${customer.id} = ${link.customerId} and ${customerReach(customer, actor, 'crm:contacts:read')}`)}`,
    );
  },
});
