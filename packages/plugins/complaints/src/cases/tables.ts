import { boolean, classification, enumText, instant, integer, owner, reference, searchColumn, sql, tenantTable, text } from '@guanxi/core';
import { check, index, unique } from 'drizzle-orm/pg-core';
import { ComplaintClass } from '../taxonomy/enums.ts';
import { ComplaintChannel, ComplaintState, ComplaintType } from './enums.ts';

/** One matter that a customer, somebody unknown or an employee came with. */
export const cases = tenantTable(
  'complaints_case',
  {
    /** What everybody calls it by, in every department. */
    number: text().notNull(),
    customerId: reference<'Customer'>('crm_customer'),
    contactId: reference<'Contact'>('crm_contact'),
    /** Whoever is no customer on record: their name, and how to get back to them. */
    complainantName: text(),
    complainantPhone: text(),
    complainantEmail: text(),
    /** An employee who came with it. */
    employeeId: reference<'Staff'>('crm_staff'),
    type: enumText(ComplaintType).notNull(),
    class: enumText(ComplaintClass),
    causeId: reference<'ComplaintCause'>('complaints_cause'),
    /** 1 (slight) to 5 (critical). */
    severity: integer().notNull(),
    channel: enumText(ComplaintChannel).notNull(),
    /** Where the customer met what the case is about, such as "site office 2". */
    touchpoint: text(),
    /** Which department it is about. */
    department: text(),
    text: text().notNull(),
    /** What the customer was told first. */
    reply: text(),
    state: enumText(ComplaintState).notNull(),
    /** Was a key customer's when it came in. */
    keyCustomer: boolean().notNull().default(false),
    ...owner(),
    /** Who handled it first. */
    firstHandlerId: reference<'Staff'>('crm_staff'),
    duplicateOfId: reference<'Complaint'>('complaints_case'),

    policyId: reference<'SlaPolicy'>('complaints_policy'),
    receivedAt: instant().notNull(),
    /** From when the limit to handle counts: receipt, or the last reopening. */
    handlingFrom: instant().notNull(),
    /** Null where no policy sets a limit. */
    ackDue: instant(),
    handleDue: instant(),
    /** Reckoned over a year whose holidays are not published yet. */
    provisional: boolean().notNull().default(false),
    /** Since when the clock stands still for the customer; null while it runs. */
    waitingSince: instant(),
    acknowledgedAt: instant(),
    /** What was done for the customer was done. */
    solvedAt: instant(),
    closedAt: instant(),
    ackBreachedAt: instant(),
    handleBreachedAt: instant(),
    /** Minutes by the clock of its policy; null until then. */
    ackMinutes: integer(),
    solveMinutes: integer(),
    escalatedAt: instant(),
    /** 0: not escalated. */
    escalationLevel: integer().notNull().default(0),
    reopenedCount: integer().notNull().default(0),
    /** Who confirmed on the customer's side that the matter is settled, and how the case ended. */
    confirmedBy: text(),
    outcome: text(),
    /** Of a suggestion; null while nobody has decided, and for all others. */
    adopted: boolean(),
    ...classification(),
    ...searchColumn(),
  },
  (t) => [
    unique('complaints_case_number_key').on(t.tenantId, t.number),
    index('complaints_case_received_idx').on(t.tenantId, t.receivedAt, t.id),
    index('complaints_case_customer_received_idx').on(t.tenantId, t.customerId, t.receivedAt, t.id),
    index('complaints_case_team_received_idx').on(t.tenantId, t.teamId, t.receivedAt, t.id),
    index('complaints_case_owner_received_idx').on(t.tenantId, t.ownerId, t.receivedAt, t.id),
    index('complaints_case_open_due_idx').on(t.tenantId, t.handleDue, t.id).where(sql`closed_at is null`),
    index('complaints_case_open_ack_idx').on(t.tenantId, t.ackDue, t.id).where(sql`acknowledged_at is null and closed_at is null`),
    index('complaints_case_provisional_idx').on(t.tenantId, t.id).where(sql`provisional and closed_at is null`),
    index('complaints_case_confidential_idx').on(t.tenantId, t.id).where(sql`classification = 'CONFIDENTIAL'`),
    check('complaints_case_severity', sql`severity between 1 and 5`),
    check('complaints_case_from', sql`num_nonnulls(customer_id, complainant_name, employee_id) >= 1`),
    check('complaints_case_acknowledged', sql`acknowledged_at >= received_at`),
    check('complaints_case_itself', sql`duplicate_of_id <> id`),
  ],
);

/** The last number that was given out: one row a tenant, locked while the next is taken, so that numbers are unique and dense. */
export const counters = tenantTable('complaints_counter', { last: integer().notNull().default(0) });
