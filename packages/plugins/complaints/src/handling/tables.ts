import { enumText, instant, integer, money, reference, tenantTable, text } from '@guanxi/core';
import { unique } from 'drizzle-orm/pg-core';
import { ofCase } from '../common.ts';
import { HandlingStep } from './enums.ts';

/** One step of the checklist, done. */
export const steps = tenantTable(
  'complaints_step',
  {
    complaintId: reference<'Complaint'>('complaints_case', ofCase).notNull(),
    step: enumText(HandlingStep).notNull(),
    note: text().notNull(),
    at: instant().notNull(),
    byId: reference<'Staff'>('crm_staff'),
  },
  (t) => [unique('complaints_step_key').on(t.tenantId, t.complaintId, t.step)],
);

/** A way out that the customer was given to choose. */
export const options = tenantTable(
  'complaints_option',
  {
    complaintId: reference<'Complaint'>('complaints_case', ofCase).notNull(),
    /** Of the offers of one case, the first is 1. */
    round: integer().notNull(),
    position: integer().notNull(),
    text: text().notNull(),
    ...money('cost'),
    chosenAt: instant(),
  },
  (t) => [unique('complaints_option_key').on(t.tenantId, t.complaintId, t.round, t.position)],
);
