import { boolean, reference, sql, tenantTable, text } from '@guanxi/core';
import { index, uniqueIndex } from 'drizzle-orm/pg-core';

/** Teams form a tree: reaches `team` and `below` of a permission are reckoned along it. */
export const teams = tenantTable(
  'crm_team',
  {
    name: text().notNull(),
    parentId: reference<'Team'>('crm_team'),
    active: boolean().notNull().default(true),
    /** What another system calls it; imports find it by this. */
    externalRef: text(),
  },
  (t) => [
    index('crm_team_name_idx').on(t.tenantId, t.name, t.id),
    uniqueIndex('crm_team_external_ref_key').on(t.tenantId, t.externalRef).where(sql`external_ref is not null`),
  ],
);
