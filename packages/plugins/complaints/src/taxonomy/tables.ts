import { boolean, enumText, instant, integer, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index, unique } from 'drizzle-orm/pg-core';
import { ComplaintType } from '../cases/enums.ts';
import { ofCase } from '../common.ts';
import { ComplaintClass } from './enums.ts';

/** A class as a tenant uses it: which department answers for it, and who there first. A class without one is not used. */
export const categories = tenantTable(
  'complaints_category',
  {
    type: enumText(ComplaintType).notNull(),
    class: enumText(ComplaintClass).notNull(),
    department: text().notNull(),
    /** The department's first responsible person; null: whoever has the role of the time limits. */
    responsibleId: reference<'Staff'>('crm_staff'),
    defaultSeverity: integer().notNull().default(3),
    active: boolean().notNull().default(true),
  },
  (t) => [
    unique('complaints_category_key').on(t.tenantId, t.type, t.class),
    check('complaints_category_severity', sql`default_severity between 1 and 5`),
  ],
);

/** What a matter came from, in a tenant's own words, below a class. */
export const causes = tenantTable(
  'complaints_cause',
  {
    class: enumText(ComplaintClass).notNull(),
    nameEn: text().notNull(),
    nameZh: text().notNull(),
    active: boolean().notNull().default(true),
  },
  (t) => [unique('complaints_cause_key').on(t.tenantId, t.class, t.nameZh)],
);

/** Words that speak for a class. */
export const hints = tenantTable(
  'complaints_hint',
  {
    word: text().notNull(),
    type: enumText(ComplaintType).notNull(),
    class: enumText(ComplaintClass),
    weight: integer().notNull().default(1),
  },
  (t) => [
    unique('complaints_hint_key').on(t.tenantId, t.word, t.type, t.class).nullsNotDistinct(),
    check('complaints_hint_weight', sql`weight between 1 and 10`),
  ],
);

/** How a case was classified, each time. Append-only. */
export const reclassifications = tenantTable(
  'complaints_reclassification',
  {
    complaintId: reference<'Complaint'>('complaints_case', ofCase).notNull(),
    fromType: enumText(ComplaintType).notNull(),
    fromClass: enumText(ComplaintClass),
    fromSeverity: integer().notNull(),
    toType: enumText(ComplaintType).notNull(),
    toClass: enumText(ComplaintClass),
    toSeverity: integer().notNull(),
    at: instant().notNull(),
    byId: reference<'Staff'>('crm_staff').notNull(),
    reason: text(),
  },
  (t) => [index('complaints_reclassification_case_at_idx').on(t.tenantId, t.complaintId, t.at, t.id)],
);
