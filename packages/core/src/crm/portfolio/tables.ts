import { integer, reference, tenantTable, text } from '@guanxi/core';
import { index } from 'drizzle-orm/pg-core';

/** Customers went from one member of staff to another (DATA-07): what the new owner should know. */
export const handovers = tenantTable(
  'crm_handover',
  {
    fromId: reference<'Staff'>('crm_staff').notNull(),
    toId: reference<'Staff'>('crm_staff').notNull(),
    customerCount: integer().notNull(),
    note: text(),
  },
  (t) => [index('crm_handover_created_idx').on(t.tenantId, t.createdAt, t.id)],
);

/** One line of the summary; plugins add theirs. */
export const handoverLines = tenantTable('crm_handover_line', {
  handoverId: reference<'Handover'>('crm_handover', { onDelete: 'cascade' }).notNull(),
  customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(),
  /** What the line is of, such as `customer` or `opportunities`. */
  topic: text().notNull(),
  text: text().notNull(),
});
