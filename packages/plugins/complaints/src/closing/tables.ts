import { enumText, instant, reference, tenantTable, text } from '@guanxi/core';
import { index } from 'drizzle-orm/pg-core';
import { ComplaintChannel } from '../cases/enums.ts';
import { ofCase } from '../common.ts';

/** Somebody tried to reach the customer for their confirmation, and did not. Append-only. */
export const attempts = tenantTable(
  'complaints_attempt',
  {
    complaintId: reference<'Complaint'>('complaints_case', ofCase).notNull(),
    channel: enumText(ComplaintChannel).notNull(),
    at: instant().notNull(),
    byId: reference<'Staff'>('crm_staff'),
    note: text().notNull(),
  },
  (t) => [index('complaints_attempt_case_at_idx').on(t.tenantId, t.complaintId, t.at, t.id)],
);
