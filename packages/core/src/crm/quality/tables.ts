import { boolean, instant, reference, tenantTable, text } from '@guanxi/core';
import { index } from 'drizzle-orm/pg-core';

/** Someone looked whether what is written is so (DATA-11). The last word on a field counts. */
export const verifications = tenantTable(
  'crm_verification',
  {
    customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(),
    field: text().notNull(),
    correct: boolean().notNull(),
    verifiedAt: instant().notNull(),
    verifiedById: reference<'Staff'>('crm_staff'),
  },
  (t) => [index('crm_verification_field_idx').on(t.tenantId, t.customerId, t.field, t.verifiedAt)],
);
