import { boolean, enumText, instant, integer, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index } from 'drizzle-orm/pg-core';
import { ComplaintType } from '../cases/enums.ts';
import { ofCase } from '../common.ts';
import { ComplaintClass } from '../taxonomy/enums.ts';
import { SlaClock } from './enums.ts';

/**
 * Time limits. What it leaves open (null) fits every case; the most particular that fits is taken. One that was replaced goes on for the cases
 * that it began with, so none is ever edited.
 */
export const policies = tenantTable(
  'complaints_policy',
  {
    name: text().notNull(),
    type: enumText(ComplaintType),
    class: enumText(ComplaintClass),
    minSeverity: integer(),
    /** Only for key customers. */
    keyCustomer: boolean().notNull().default(false),
    clock: enumText(SlaClock).notNull(),
    /** Whose opening hours; none for ALWAYS. */
    calendarId: reference<'BusinessCalendar'>('calendar_business_calendar'),
    /** ISO 8601 durations by that clock. */
    ackWithin: text().notNull(),
    handleWithin: text().notNull(),
    warnBefore: text().notNull(),
    /** Key of the role that answers for the cases. */
    responsibleRole: text().notNull(),
    retiredAt: instant(),
    replacedById: reference<'SlaPolicy'>('complaints_policy'),
  },
  (t) => [
    index('complaints_policy_name_idx').on(t.tenantId, t.name, t.id),
    check('complaints_policy_hours', sql`(clock = 'BUSINESS_HOURS') = (calendar_id is not null)`),
    check('complaints_policy_severity', sql`min_severity between 1 and 5`),
  ],
);

/** A time during which the firm waits for the customer. */
export const pauses = tenantTable(
  'complaints_pause',
  {
    complaintId: reference<'Complaint'>('complaints_case', ofCase).notNull(),
    from: instant().notNull(),
    /** Null while it lasts. */
    to: instant(),
    reason: text().notNull(),
  },
  (t) => [
    index('complaints_pause_case_from_idx').on(t.tenantId, t.complaintId, t.from, t.id),
    check('complaints_pause_period', sql`"to" >= "from"`),
  ],
);
