import { dateOnly, instant, reference, tenantTable, text } from '@guanxi/core';
import { index } from 'drizzle-orm/pg-core';
import { ofCase } from '../common.ts';

/** The registry of letters (CMPL-09): one entry for a case that came by letter. */
export const letters = tenantTable(
  'complaints_letter',
  {
    complaintId: reference<'Complaint'>('complaints_case', { ...ofCase, unique: true, onMerge: 'keepSurvivor' }).notNull(),
    /** The date on the letter. */
    writtenOn: dateOnly(),
    sender: text(),
    answerDue: instant().notNull(),
    answeredAt: instant(),
    /** What the answer is filed under, and who signed it. */
    answerReference: text(),
    answeredById: reference<'Staff'>('crm_staff'),
  },
  (t) => [index('complaints_letter_due_idx').on(t.tenantId, t.answerDue, t.id)],
);
