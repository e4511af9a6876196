import { boolean, enumText, instant, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index, unique } from 'drizzle-orm/pg-core';
import { ofCase } from '../common.ts';
import { ImprovementState } from './enums.ts';

/** Something that a department does so that cases like these do not come again. */
export const improvements = tenantTable(
  'complaints_improvement',
  {
    title: text().notNull(),
    department: text().notNull(),
    action: text().notNull(),
    causeId: reference<'ComplaintCause'>('complaints_cause'),
    responsibleId: reference<'Staff'>('crm_staff').notNull(),
    dueAt: instant(),
    state: enumText(ImprovementState).notNull(),
    doneAt: instant(),
    effectCheckedAt: instant(),
    effectCheckedById: reference<'Staff'>('crm_staff'),
    /** What was found, and whether it helped. */
    effect: text(),
    effective: boolean(),
    closedAt: instant(),
  },
  (t) => [
    index('complaints_improvement_state_idx').on(t.tenantId, t.state, t.id),
    check('complaints_improvement_checked', sql`num_nonnulls(effect_checked_at, effect, effective) in (0, 3)`),
    check('complaints_improvement_closed', sql`closed_at is null or effect_checked_at is not null`),
  ],
);

/** Which cases it was learnt from. */
export const improvementCases = tenantTable(
  'complaints_improvement_case',
  {
    improvementId: reference<'ImprovementItem'>('complaints_improvement', ofCase).notNull(),
    complaintId: reference<'Complaint'>('complaints_case', ofCase).notNull(),
  },
  (t) => [unique('complaints_improvement_case_key').on(t.tenantId, t.improvementId, t.complaintId)],
);
