import { enumText, instant, reference, tenantTable, text } from '@guanxi/core';
import { ContactPurpose } from '@guanxi/core/crm';
import { ofCase } from '../common.ts';

/** What one case blocks for its customer: the suppression in the core that it holds. Several open cases hold one each. */
export const blocks = tenantTable('complaints_block', {
  complaintId: reference<'Complaint'>('complaints_case', ofCase).notNull(),
  suppressionId: reference<'CustomerSuppression'>('crm_customer_suppression', { onDelete: 'cascade' }).notNull(),
  purpose: enumText(ContactPurpose).notNull(),
  /** Null while the case is open; then until when it goes on. */
  until: instant(),
  /** Taken back before its time: with the case closed or classified otherwise, or by somebody against the rule. */
  releasedAt: instant(),
  liftedById: reference<'Staff'>('crm_staff'),
  liftedReason: text(),
});
