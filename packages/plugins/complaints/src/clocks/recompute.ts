/** Holidays of a year became known: cases whose limits were reckoned without them are reckoned again. */
import { select, sql } from '@guanxi/core';
import { HolidaysPublished } from '@guanxi/plugin-calendar';
import { Complaint } from '../cases/entities.ts';
import { complaintClockFields } from '../cases/fields.ts';
import { p } from '../plugin.ts';
import { LimitsRecomputed } from './events.ts';
import { pauseFields } from './fields.ts';
import { clockOf, limitsBy, policiesOf, watch } from './limits.ts';

export const recomputeLimits = p.during(HolidaysPublished, async (tx) => {
  const found = await tx.system.read(select(complaintClockFields, {}), {
    where: (c) => sql`${c.provisional} and ${c.closedAt} is null and ${c.policyId} is not null`,
  });
  if (found.length === 0) return;
  const rows = await tx.lock(
    Complaint,
    found.map((c) => c.id),
  );
  const pauses = await tx.system.read(select(pauseFields, { from: true, to: true, complaint: select(complaintClockFields, {}) }), {
    where: (pause) => sql`${pause.complaintId} = any(${rows.map((c) => c.id)}::uuid[])`,
  });
  const policies = await policiesOf(
    tx,
    rows.map((c) => c.policyId),
  );
  for (const row of rows) {
    const policy = policies.get(row.policyId) ?? null;
    const clock = await clockOf(tx, policy);
    const limits = limitsBy(
      policy,
      clock,
      row,
      pauses.filter((pause) => pause.complaint?.id === row.id),
    );
    await tx.update(Complaint, row.id, limits);
    await watch(tx, { ...row, ...limits }, policy, clock);
    const { ackDue, handleDue, provisional } = limits;
    await tx.emit(LimitsRecomputed, {
      subject: row.id,
      customerId: row.customerId,
      responsibleId: row.ownerId,
      ackDue,
      handleDue,
      provisional,
    });
  }
});
