/** The tables that are asked about, and how they relate: the tenant is part of every key. */
import { defineRelations } from 'drizzle-orm';
import { numeric, pgSchema, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const crm = pgSchema('crm');
const keyed = (name, columns) =>
  crm.table(name, { tenantId: uuid('tenant_id').notNull(), id: uuid('id').notNull(), ...columns }, (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
  ]);
const instant = (name) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });

const customers = keyed('crm_customer', {
  createdAt: instant('created_at').notNull(),
  name: text('name').notNull(),
  status: text('status').notNull(),
  region: text('region'),
  ownerId: uuid('owner_id'),
  classification: text('classification').notNull(),
});
const staff = keyed('crm_staff', { name: text('name').notNull() });
const contacts = keyed('crm_contact', {
  name: text('name').notNull(),
  title: text('title'),
  classification: text('classification').notNull(),
});
const contactLinks = keyed('crm_contact_link', { customerId: uuid('customer_id').notNull(), contactId: uuid('contact_id').notNull() });
const interactions = keyed('crm_interaction', {
  customerId: uuid('customer_id'),
  at: instant('at').notNull(),
  channel: text('channel').notNull(),
  subject: text('subject'),
});
const facts = keyed('crm_fact', {
  customerId: uuid('customer_id').notNull(),
  at: instant('at').notNull(),
  amount: numeric('value_amount'),
  currency: text('value_currency'),
});

export const relations = defineRelations({ customers, staff, contacts, contactLinks, interactions, facts }, (r) => ({
  customers: {
    owner: r.one.staff({ from: [r.customers.tenantId, r.customers.ownerId], to: [r.staff.tenantId, r.staff.id] }),
    contacts: r.many.contacts({
      from: [r.customers.tenantId.through(r.contactLinks.tenantId), r.customers.id.through(r.contactLinks.customerId)],
      to: [r.contacts.tenantId.through(r.contactLinks.tenantId), r.contacts.id.through(r.contactLinks.contactId)],
    }),
    interactions: r.many.interactions({
      from: [r.customers.tenantId, r.customers.id],
      to: [r.interactions.tenantId, r.interactions.customerId],
    }),
    facts: r.many.facts({ from: [r.customers.tenantId, r.customers.id], to: [r.facts.tenantId, r.facts.customerId] }),
  },
}));
