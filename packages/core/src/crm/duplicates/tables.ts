import { enumText, instant, integer, jsonb, type MovedReference, reference, sql, tenantTable } from '@guanxi/core';
import { uniqueIndex } from 'drizzle-orm/pg-core';
import { CustomerStatus } from '../customers/enums.ts';
import type { LinkChange } from './rules.ts';

/** What a merge did, so that it can be taken back. */
export const customerMerges = tenantTable(
  'crm_customer_merge',
  {
    survivorId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(),
    duplicateId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(),
    /** Every row, of whatever plugin, that referred to the duplicate. */
    moved: jsonb().$type<readonly MovedReference[]>().notNull(),
    /** Links of contacts that gave way, because the survivor had the contact, or a primary one, already. */
    links: jsonb().$type<readonly LinkChange[]>().notNull(),
    statusBefore: enumText(CustomerStatus).notNull(),
    /** The versions that the merge left: later ones are later edits. */
    survivorVersion: integer().notNull(),
    undoneAt: instant(),
  },
  (t) => [uniqueIndex('crm_customer_merge_open_key').on(t.tenantId, t.duplicateId).where(sql`undone_at is null`)],
);
