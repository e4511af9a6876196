/** One row a visit. The reference brings its foreign key, its index, and what a merge of customers does to it. */
import { instant, integer, reference, tenantTable, text } from '@guanxi/core';
import { index } from 'drizzle-orm/pg-core';

export const visits = tenantTable(
  'booth_visit',
  {
    customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(),
    at: instant().notNull(),
    /** 1 (left at once) to 5 (ordered on the spot). */
    interest: integer().notNull(),
    remark: text(),
  },
  (t) => [
    index('booth_visit_at_idx').on(t.tenantId, t.at, t.id),
    index('booth_visit_customer_at_idx').on(t.tenantId, t.customerId, t.at, t.id),
  ],
);
