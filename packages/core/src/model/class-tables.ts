/** Classes that a tenant has given to fields. Shaped like a plugin's table: `crm` shows them as an entity and changes them by commands. */
import { sql } from 'drizzle-orm';
import { check, text, unique } from 'drizzle-orm/pg-core';
import { tenantTable } from './tenant-table.ts';

export const fieldClasses = tenantTable(
  'field_class',
  {
    entity: text().notNull(),
    field: text().notNull(),
    classification: text().notNull(),
    /** Why, as whoever decided it said. */
    reason: text().notNull(),
  },
  (t) => [
    unique('field_class_key').on(t.tenantId, t.entity, t.field),
    check('field_class_check', sql`${t.classification} in ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL')`),
  ],
);
