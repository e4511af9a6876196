import { instant, integer, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index } from 'drizzle-orm/pg-core';

/** How a customer was found to feel towards the firm, compared with others (the relative attitude of SEG-01). Append-only. */
export const attitudes = tenantTable(
  'loyalty_attitude',
  {
    customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(),
    /** 0 to 100. */
    score: integer().notNull(),
    /** How it was found, such as a survey. */
    source: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    index('loyalty_attitude_customer_idx').on(t.tenantId, t.customerId, t.at, t.id),
    index('loyalty_attitude_at_idx').on(t.tenantId, t.at, t.id),
    check('loyalty_attitude_score', sql`score between 0 and 100`),
  ],
);
