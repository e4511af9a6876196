import { boolean, enumText, reference, tenantTable, text } from '@guanxi/core';
import { index } from 'drizzle-orm/pg-core';
import { ChannelKind, Verification } from './enums.ts';

// One table for each kind of party: the row then is visible exactly when its party is, and its foreign key is never null.
const channel = () => ({
  kind: enumText(ChannelKind).notNull(),
  /** As written. */
  value: text().notNull(),
  /** What equal addresses have in common: E.164, lower-case e-mail. Duplicates and callers are found by it. */
  normalised: text().notNull(),
  verification: enumText(Verification).notNull(),
  /** The one of its kind to try first. */
  isPrimary: boolean().notNull().default(false),
  label: text(),
});

export const customerChannels = tenantTable(
  'crm_customer_channel',
  { customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(), ...channel() },
  (t) => [index('crm_customer_channel_normalised_idx').on(t.tenantId, t.normalised)],
);

export const contactChannels = tenantTable(
  'crm_contact_channel',
  { contactId: reference<'Contact'>('crm_contact', { onDelete: 'cascade' }).notNull(), ...channel() },
  (t) => [index('crm_contact_channel_normalised_idx').on(t.tenantId, t.normalised)],
);
