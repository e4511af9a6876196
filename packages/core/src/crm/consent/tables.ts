import { boolean, enumList, enumText, instant, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index } from 'drizzle-orm/pg-core';
import { ChannelKind } from '../channels/enums.ts';
import { ContactPurpose, SuppressionReason } from './enums.ts';

/** What a person has agreed to, and taken back: entries are added, and the later one counts. */
export const consents = tenantTable(
  'crm_consent',
  {
    contactId: reference<'Contact'>('crm_contact', { onDelete: 'cascade' }).notNull(),
    /** Null: by every channel. */
    channel: enumText(ChannelKind),
    purpose: enumText(ContactPurpose).notNull(),
    given: boolean().notNull(),
    /** When the person said so. */
    at: instant().notNull(),
    /** Up to, not including it; null while it is not taken back. */
    validUntil: instant(),
    /** Where it was said, such as a form or a call, and what proves it. */
    source: text(),
    evidence: text(),
  },
  (t) => [
    index('crm_consent_contact_at_idx').on(t.tenantId, t.contactId, t.at, t.id),
    index('crm_consent_at_idx').on(t.tenantId, t.at, t.id),
    check('crm_consent_until', sql`valid_until > at`),
    check('crm_consent_withdrawn', sql`given or valid_until is null`),
  ],
);

// One table for each kind of party, as with channels: the row then is visible exactly when its party is, and is always of exactly one.
const suppression = () => ({
  /** None: by every channel. */
  channels: enumList(ChannelKind).notNull(),
  /** Null: for every purpose but those that the settings exempt. */
  purpose: enumText(ContactPurpose),
  reason: enumText(SuppressionReason).notNull(),
  note: text(),
  /** The plugin that made it, and alone can release it; null where people did. */
  ownerPlugin: text(),
  /** Up to, not including it; null until it is released. */
  until: instant(),
  releasedAt: instant(),
  releaseNote: text(),
});

/** Holds for everyone who is a contact of the customer while it does. */
export const customerSuppressions = tenantTable('crm_customer_suppression', {
  customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(),
  ...suppression(),
});

export const contactSuppressions = tenantTable('crm_contact_suppression', {
  contactId: reference<'Contact'>('crm_contact', { onDelete: 'cascade' }).notNull(),
  ...suppression(),
});
