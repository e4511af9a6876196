import { boolean, reference, tenantTable, text } from '@guanxi/core';
import { index } from 'drizzle-orm/pg-core';

/** What someone wrote down about a customer, or about one of the customer's contacts. */
export const notes = tenantTable(
  'crm_note',
  {
    customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(),
    /** Where the note is about this person. */
    contactId: reference<'Contact'>('crm_contact', { onDelete: 'cascade' }),
    text: text().notNull(),
    pinned: boolean().notNull().default(false),
    /** Null where a program wrote it. */
    authorId: reference<'Staff'>('crm_staff'),
  },
  (t) => [index('crm_note_customer_created_idx').on(t.tenantId, t.customerId, t.createdAt, t.id)],
);
