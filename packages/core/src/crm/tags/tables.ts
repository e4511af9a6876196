import { reference, tenantTable, text } from '@guanxi/core';
import { index, uniqueIndex } from 'drizzle-orm/pg-core';

/** A word that people put on records to find them together. */
export const tags = tenantTable(
  'crm_tag',
  {
    name: text().notNull(),
    /** Of its badge: `#rrggbb`. */
    color: text(),
    description: text(),
    /** What equal names have in common, whatever their spelling. */
    nameKey: text().notNull(),
  },
  (t) => [uniqueIndex('crm_tag_name_key').on(t.tenantId, t.nameKey)],
);

// One table for each kind of party, as with channels. No key over both columns: a merge may bring two records of one tag together.
export const customerTaggings = tenantTable('crm_customer_tagging', {
  customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(),
  tagId: reference<'Tag'>('crm_tag', { onDelete: 'cascade' }).notNull(),
});
export const contactTaggings = tenantTable(
  'crm_contact_tagging',
  {
    contactId: reference<'Contact'>('crm_contact', { onDelete: 'cascade' }).notNull(),
    tagId: reference<'Tag'>('crm_tag', { onDelete: 'cascade' }).notNull(),
  },
  // The contacts of a tag are listed in the order of their ids.
  (t) => [index('crm_contact_tagging_tag_contact_idx').on(t.tenantId, t.tagId, t.contactId)],
);
