import { boolean, jsonb, reference, tenantTable, text } from '@guanxi/core';
import { index, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ViewQuery } from './rules.ts';

/** A list as someone wants to see it again: which records, in which order, with which columns. */
export const views = tenantTable(
  'crm_view',
  {
    name: text().notNull(),
    /** The type of its records, such as `Customer`. */
    entity: text().notNull(),
    query: jsonb().$type<ViewQuery>().notNull(),
    /** Offered to everyone, not only to who saved it. */
    shared: boolean().notNull().default(false),
    ownerId: reference<'Staff'>('crm_staff').notNull(),
  },
  (t) => [
    uniqueIndex('crm_view_name_key').on(t.tenantId, t.ownerId, t.entity, t.name),
    index('crm_view_entity_name_idx').on(t.tenantId, t.entity, t.name, t.id),
  ],
);
