import {
  attributeColumns,
  boolean,
  classification,
  dateOnly,
  enumText,
  instant,
  reference,
  searchColumn,
  sql,
  tenantTable,
  text,
} from '@guanxi/core';
import { check, index, uniqueIndex } from 'drizzle-orm/pg-core';
import { ContactRole, DecisionRole, Salutation } from './enums.ts';

const remarks = () => text().array().notNull().default([]);

/** A person at one customer or several. */
export const contacts = tenantTable(
  'crm_contact',
  {
    /** As it is read out: family name first and unspaced in Chinese. Made from the two parts where only these are given. */
    name: text().notNull(),
    familyName: text(),
    givenName: text(),
    title: text(),
    salutation: enumText(Salutation),
    language: text(),
    latentNeeds: remarks(),
    likes: remarks(),
    dislikes: remarks(),
    externalRef: text(),
    /** Since when nothing is known of the person any more. */
    erasedAt: instant(),
    ...classification(),
    ...attributeColumns(),
    ...searchColumn(),
  },
  (t) => [
    index('crm_contact_created_idx').on(t.tenantId, t.createdAt, t.id),
    index('crm_contact_name_idx').on(t.tenantId, t.name, t.id),
    index('crm_contact_confidential_idx').on(t.tenantId, t.id).where(sql`classification = 'CONFIDENTIAL'`),
    index('crm_contact_created_by_idx').on(t.tenantId, t.createdBy),
    uniqueIndex('crm_contact_external_ref_key').on(t.tenantId, t.externalRef).where(sql`external_ref is not null`),
  ],
);

/** Who is a contact of whom, as what, and from when to when. */
export const contactLinks = tenantTable(
  'crm_contact_link',
  {
    customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(),
    contactId: reference<'Contact'>('crm_contact', { onDelete: 'cascade' }).notNull(),
    role: enumText(ContactRole).notNull(),
    decisionRole: enumText(DecisionRole).notNull().default('UNKNOWN'),
    isPrimary: boolean().notNull().default(false),
    validFrom: dateOnly(),
    /** The last day; null while it lasts. */
    validTo: dateOnly(),
  },
  (t) => [
    uniqueIndex('crm_contact_link_primary_key').on(t.tenantId, t.customerId).where(sql`is_primary`),
    uniqueIndex('crm_contact_link_open_key').on(t.tenantId, t.customerId, t.contactId).where(sql`valid_to is null`),
    // The contacts of a customer are listed in the order of their ids, and the links in that of theirs.
    index('crm_contact_link_customer_contact_idx').on(t.tenantId, t.customerId, t.contactId),
    index('crm_contact_link_customer_id_idx').on(t.tenantId, t.customerId, t.id),
    check('crm_contact_link_period', sql`valid_to >= valid_from`),
    check('crm_contact_link_primary_open', sql`not is_primary or valid_to is null`),
  ],
);
