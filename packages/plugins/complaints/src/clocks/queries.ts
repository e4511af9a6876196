/** What is late, and until when something would not be. */
import { label, select, sql, t } from '@guanxi/core';
import { Complaint } from '../cases/entities.ts';
import { p } from '../plugin.ts';
import { SlaPolicy } from './entities.ts';
import { SlaClock } from './enums.ts';
import { policyFields } from './fields.ts';
import { dueTimes } from './rules.ts';
import { StandardPolicy, standardTerms } from './standard.ts';

/** Cases that a limit of is past: not acknowledged in time, or not solved in time while nobody waits for the customer. */
export const overdueComplaints = p.list('overdueComplaints', {
  label: label('Overdue cases', '超时个案'),
  permission: 'complaints:read',
  of: Complaint,
  input: { minSeverity: t.optional(t.int({ min: 1, max: 5 })) },
  orderBy: 'handleDue',
  where: (c, { minSeverity }, q) => sql`${c.closedAt} is null and ${c.severity} >= coalesce(${minSeverity}, 1) and (
    ${c.acknowledgedAt} is null and coalesce(${c.ackDue} < ${q.now}, false)
    or ${c.solvedAt} is null and ${c.waitingSince} is null and coalesce(${c.handleDue} < ${q.now}, false))`,
});

const ComplaintLimits = t.object('ComplaintLimits', {
  /** One of the tenant's policies in force; null for a standard one that is not. */
  policy: t.nullable(t.ref(SlaPolicy)),
  standard: t.nullable(t.enum(StandardPolicy)),
  clock: t.enum(SlaClock),
  ackDue: t.instant(),
  handleDue: t.instant(),
  provisional: t.bool(),
});

/** When the limits of a case received at `receivedAt` would end under every policy in force, and under the two standard ones. */
export const complaintLimits = p.query('complaintLimits', {
  label: label('Limits under each policy', '各时限政策下的期限'),
  permission: 'complaints:read',
  input: { receivedAt: t.instant() },
  output: t.list(ComplaintLimits),
  async run(scope, { receivedAt }) {
    const terms = { clock: true, calendarId: true, ackWithin: true, handleWithin: true } as const;
    const policies = await scope.read(select(policyFields, terms), { where: (policy) => sql`${policy.retiredAt} is null` });
    const standards = Object.entries(standardTerms).map(([standard, of]) => ({ standard: standard as keyof typeof standardTerms, ...of }));
    const from = { receivedAt, handlingFrom: receivedAt };
    return Promise.all([
      ...policies.map(async ({ id, calendarId, ...of }) => {
        const clock = await scope.plugins.calendar.clock(calendarId ?? 'ALWAYS');
        return { policy: id, standard: null, clock: of.clock, ...dueTimes(clock, from, of, []) };
      }),
      ...standards.map(async ({ standard, ...of }) => {
        const clock = await scope.plugins.calendar.clock(of.clock === 'ALWAYS' ? 'ALWAYS' : 'DEFAULT');
        return { policy: null, standard, clock: of.clock, ...dueTimes(clock, from, of, []) };
      }),
    ]);
  },
});
