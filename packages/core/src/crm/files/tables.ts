import { classification, instant, integer, reference, sql, tenantTable, text } from '@guanxi/core';
import { index, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

/** What is known of a file; its bytes are kept elsewhere, under `storageKey`. */
export const files = tenantTable(
  'crm_file',
  {
    name: text().notNull(),
    contentType: text().notNull(),
    bytes: integer().notNull(),
    sha256: text().notNull(),
    storageKey: text().notNull(),
    /** Since when its bytes are to be gone. */
    erasedAt: instant(),
    /** Null where a program uploaded it. */
    uploadedById: reference<'Staff'>('crm_staff'),
    ...classification(),
  },
  (t) => [
    uniqueIndex('crm_file_storage_key_key').on(t.tenantId, t.storageKey),
    index('crm_file_confidential_idx').on(t.tenantId, t.id).where(sql`classification = 'CONFIDENTIAL'`),
    index('crm_file_created_idx').on(t.tenantId, t.createdAt, t.id),
  ],
);

/** A file in a customer's folder. */
export const fileLinks = tenantTable('crm_file_link', {
  fileId: reference<'File'>('crm_file', { onDelete: 'cascade' }).notNull(),
  customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(),
  /** The record of that customer it belongs to, of whatever plugin. */
  linkedType: text(),
  linkedId: uuid(),
});
