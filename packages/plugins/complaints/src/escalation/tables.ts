import { boolean, enumText, instant, integer, jsonb, reference, sql, tenantTable, text } from '@guanxi/core';
import { check, index, unique } from 'drizzle-orm/pg-core';
import { ofCase } from '../common.ts';
import type { DigestContent } from './digest-rules.ts';
import { EscalationCause } from './enums.ts';

/** A rung of the ladder: who is told when a case is as this says. One cause a rung; several rungs may lead to one level. */
export const rules = tenantTable(
  'complaints_escalation_rule',
  {
    level: integer().notNull(),
    cause: enumText(EscalationCause).notNull(),
    /** The severity, or the number of complaints, from which on it holds; null where its cause has no number. */
    threshold: integer(),
    /** For AGE: how long after receipt, ISO 8601, nights and holidays included. */
    after: text(),
    /** Only for cases of at least this severity. */
    minSeverity: integer().notNull().default(1),
    /** Key of the role that is told. */
    role: text().notNull(),
    active: boolean().notNull().default(true),
  },
  (t) => [
    index('complaints_escalation_rule_level_idx').on(t.tenantId, t.level, t.id),
    check('complaints_escalation_rule_level', sql`level between 1 and 9`),
    check('complaints_escalation_rule_severity', sql`min_severity between 1 and 5`),
    check('complaints_escalation_rule_age', sql`(cause = 'AGE') = ("after" is not null)`),
    check('complaints_escalation_rule_threshold', sql`(cause in ('SEVERITY', 'REPETITION')) = (threshold is not null)`),
  ],
);

/** A case went up to a level, or was kept from it. */
export const escalations = tenantTable(
  'complaints_escalation',
  {
    complaintId: reference<'Complaint'>('complaints_case', ofCase).notNull(),
    level: integer().notNull(),
    cause: enumText(EscalationCause).notNull(),
    role: text().notNull(),
    at: instant().notNull(),
    byId: reference<'Staff'>('crm_staff'),
    note: text(),
    /** Kept from going up: since when, by whom and why. */
    suppressedAt: instant(),
    suppressedById: reference<'Staff'>('crm_staff'),
    suppressedReason: text(),
  },
  (t) => [
    unique('complaints_escalation_key').on(t.tenantId, t.complaintId, t.level),
    index('complaints_escalation_at_idx').on(t.tenantId, t.at, t.id),
    check('complaints_escalation_suppressed', sql`num_nonnulls(suppressed_at, suppressed_reason) in (0, 2)`),
    check('complaints_escalation_level', sql`level between 1 and 9`),
  ],
);

/** What management was told, and when. Append-only. */
export const digests = tenantTable(
  'complaints_digest',
  {
    role: text().notNull(),
    from: instant().notNull(),
    to: instant().notNull(),
    content: jsonb().$type<DigestContent>().notNull(),
  },
  (t) => [index('complaints_digest_to_idx').on(t.tenantId, t.to, t.id)],
);
