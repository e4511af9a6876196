import { integer, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, unique } from 'drizzle-orm/pg-core';
import { ofCase } from '../common.ts';

/** Praise that somebody of the firm has earned. */
export const credits = tenantTable(
  'complaints_credit',
  {
    complaintId: reference<'Complaint'>('complaints_case', ofCase).notNull(),
    staffId: reference<'Staff'>('crm_staff').notNull(),
    note: text(),
  },
  (t) => [unique('complaints_credit_key').on(t.tenantId, t.complaintId, t.staffId)],
);

/** Points that a customer got for praise or advice: once for a case. */
export const rewards = tenantTable(
  'complaints_reward',
  {
    complaintId: reference<'Complaint'>('complaints_case', { ...ofCase, unique: true, onMerge: 'keepSurvivor' }).notNull(),
    customerId: reference<'Customer'>('crm_customer').notNull(),
    points: integer().notNull(),
  },
  () => [check('complaints_reward_points', sql`points > 0`)],
);
