/** The management digest: what became of complaints, so that it reaches those who can change something (CMPL-07). */
import { type Id, type Instant, label, select, sql, t } from '@guanxi/core';
import { staffFields } from '@guanxi/core/crm';
import { complaintClockFields, complaintFields } from '../cases/fields.ts';
import type { ComplaintsTx } from '../common.ts';
import { p } from '../plugin.ts';
import { promiseFields } from '../promises/fields.ts';
import { digestOf } from './digest-rules.ts';
import { ManagementDigest } from './entities.ts';
import { DigestIssued, digestPeriod } from './events.ts';
import { digestFields, escalationFields } from './fields.ts';

const suppressor = select(staffFields, { name: true });
const escalation = select(escalationFields, {
  level: true,
  cause: true,
  suppressedReason: true,
  suppressedBy: suppressor,
  complaint: select(complaintFields, { number: true, severity: true }),
});

async function issue(tx: ComplaintsTx, from: Instant, to: Instant): Promise<Id<'ManagementDigest'>> {
  const { role, fromLevel } = tx.settings.digest;
  const cases = await tx.system.read(select(complaintClockFields, { receivedAt: true, closedAt: true, isOverdue: true }), {
    where: (c) => sql`${c.type} = 'COMPLAINT' and (${c.closedAt} is null or ${c.closedAt} >= ${from} or ${c.receivedAt} >= ${from})`,
  });
  const escalations = await tx.system.read(escalation, {
    where: (e) =>
      sql`${e.level} >= ${fromLevel} and (${e.at} >= ${from} and ${e.at} < ${to} or ${e.suppressedAt} >= ${from} and ${e.suppressedAt} < ${to})`,
  });
  const broken = await tx.system.read(select(promiseFields, {}), {
    where: (promise) => sql`${promise.brokenAt} >= ${from} and ${promise.brokenAt} < ${to}`,
  });
  const content = digestOf(
    { from, to },
    cases.map((c) => ({ receivedAt: c.receivedAt, closedAt: c.closedAt, overdue: c.isOverdue ?? false })),
    escalations.map(({ id, level, cause, suppressedReason, suppressedBy, complaint }) => ({
      id,
      number: complaint?.number ?? '',
      severity: complaint?.severity ?? 0,
      level,
      cause,
      suppressedBy: suppressedBy?.name ?? null,
      suppressedReason,
    })),
    broken.length,
  );
  const digest = await tx.insert(ManagementDigest, { role, from, to, content });
  await tx.emit(DigestIssued, { subject: digest, role });
  return digest;
}

/** Every morning, of the time since the last one. Nobody can switch it off for a case: what was suppressed stands in it with its reason. */
export const dailyDigest = p.job('complaintsDigest', {
  label: label('Issue the management digest', '生成管理层简报'),
  cron: '0 8 * * *',
  zone: 'tenant',
  async run(tx, at) {
    const [last] = await tx.system.read(select(digestFields, { to: true }), { orderBy: 'to', direction: 'DESC', limit: 1 });
    const from = last?.to ?? (await tx.plugins.calendar.clock('ALWAYS')).add(at, '-P1D').at;
    if (from < at) await issue(tx, from, at);
  },
});

export const issueManagementDigest = p.command('issueManagementDigest', {
  label: label('Issue a management digest', '生成管理层简报'),
  permission: 'complaints:manage',
  input: { from: t.instant(), to: t.instant() },
  output: { digest: t.ref(ManagementDigest) },
  async run(tx, { from, to }) {
    if (from >= to || to > tx.now) throw digestPeriod({}, 'to');
    return { digest: await issue(tx, from, to) };
  },
});
