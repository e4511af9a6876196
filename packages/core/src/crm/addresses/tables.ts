import { boolean, enumText, reference, tenantTable, text } from '@guanxi/core';
import { index } from 'drizzle-orm/pg-core';
import { AddressKind } from './enums.ts';

const address = () => ({
  kind: enumText(AddressKind).notNull(),
  /** Street and building, as they stand on an envelope. */
  lines: text().array().notNull(),
  city: text(),
  region: text(),
  postalCode: text(),
  /** As written. */
  country: text(),
  /** ISO 3166, where the country was recognised. */
  countryCode: text(),
  isPrimary: boolean().notNull().default(false),
  /** What equal addresses have in common; duplicates are found by it. */
  normalised: text().notNull(),
});

export const customerAddresses = tenantTable(
  'crm_customer_address',
  { customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(), ...address() },
  (t) => [index('crm_customer_address_normalised_idx').on(t.tenantId, t.normalised)],
);

export const contactAddresses = tenantTable(
  'crm_contact_address',
  { contactId: reference<'Contact'>('crm_contact', { onDelete: 'cascade' }).notNull(), ...address() },
  (t) => [index('crm_contact_address_normalised_idx').on(t.tenantId, t.normalised)],
);
