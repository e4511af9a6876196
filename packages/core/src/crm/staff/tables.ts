import { boolean, instant, reference, sql, tenantTable, text } from '@guanxi/core';
import { index, uniqueIndex } from 'drizzle-orm/pg-core';

/** The people of the organisation: they own customers and record what is known of them. */
export const staff = tenantTable(
  'crm_staff',
  {
    name: text().notNull(),
    email: text(),
    title: text(),
    managerId: reference<'Staff'>('crm_staff'),
    teamId: reference<'Team'>('crm_team'),
    active: boolean().notNull().default(true),
    /** May not act for now, and keeps what they answer for; null for who may. */
    suspendedAt: instant(),
    externalRef: text(),
    /** Since when nothing is known of the person any more. */
    erasedAt: instant(),
  },
  (t) => [
    index('crm_staff_name_idx').on(t.tenantId, t.name, t.id),
    uniqueIndex('crm_staff_email_key').on(t.tenantId, t.email).where(sql`email is not null`),
    uniqueIndex('crm_staff_external_ref_key').on(t.tenantId, t.externalRef).where(sql`external_ref is not null`),
  ],
);
