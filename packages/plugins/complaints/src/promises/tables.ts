import { decimal, enumText, instant, integer, money, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index } from 'drizzle-orm/pg-core';
import { ofCase } from '../common.ts';
import { PromiseState } from './enums.ts';

/** What the customer was told would be done. */
export const promises = tenantTable(
  'complaints_promise',
  {
    complaintId: reference<'Complaint'>('complaints_case', ofCase).notNull(),
    text: text().notNull(),
    /** What it costs at most; null for what costs nothing. */
    ...money('value'),
    dueAt: instant().notNull(),
    /** Who sees to it. */
    ownerId: reference<'Staff'>('crm_staff').notNull(),
    givenById: reference<'Staff'>('crm_staff').notNull(),
    approvedById: reference<'Staff'>('crm_staff'),
    state: enumText(PromiseState).notNull(),
    fulfilledAt: instant(),
    brokenAt: instant(),
    /** Why it was rejected or released. */
    reason: text(),
  },
  (t) => [
    index('complaints_promise_case_due_idx').on(t.tenantId, t.complaintId, t.dueAt, t.id),
    index('complaints_promise_due_idx').on(t.tenantId, t.dueAt, t.id),
    check('complaints_promise_fulfilled', sql`(state = 'FULFILLED') = (fulfilled_at is not null)`),
    check('complaints_promise_value', sql`value_amount >= 0`),
  ],
);

/** How far somebody may promise by themselves: a person, or everybody with a role. */
export const authorities = tenantTable(
  'complaints_authority',
  {
    staffId: reference<'Staff'>('crm_staff'),
    role: text(),
    /** In the tenant's currency. */
    maxAmount: decimal().notNull(),
    maxDays: integer().notNull(),
  },
  (t) => [
    index('complaints_authority_role_idx').on(t.tenantId, t.role),
    check('complaints_authority_whose', sql`num_nonnulls(staff_id, role) = 1`),
    check('complaints_authority_limits', sql`max_amount >= 0 and max_days >= 0`),
  ],
);
