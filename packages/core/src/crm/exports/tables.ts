import { enumText, instant, jsonb, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index } from 'drizzle-orm/pg-core';
import { ExportState } from './enums.ts';

/** Somebody wants to take confidential fields out of the house; the custodian decides (DATA-12). Good for one export of exactly this. */
export const exportRequests = tenantTable(
  'crm_export_request',
  {
    /** The list, such as `customers`. */
    list: text().notNull(),
    columns: text().array().notNull(),
    /** The list's arguments. */
    filter: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    purpose: text().notNull(),
    state: enumText(ExportState).notNull(),
    requestedById: reference<'Staff'>('crm_staff'),
    decidedById: reference<'Staff'>('crm_staff'),
    decidedAt: instant(),
    decisionNote: text(),
    /** Of an approval. */
    expiresAt: instant(),
    usedAt: instant(),
  },
  (t) => [
    index('crm_export_request_state_idx').on(t.tenantId, t.state, t.id),
    check('crm_export_request_expires', sql`state <> 'APPROVED' or expires_at is not null`),
  ],
);
