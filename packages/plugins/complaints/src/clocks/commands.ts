/** The clock of a case: what happens when a limit is reached, and when the customer is waited for. */
import { label, t } from '@guanxi/core';
import { Complaint } from '../cases/entities.ts';
import { openCase, output, theCase } from '../cases/open.ts';
import { escalateFor } from '../escalation/climbing.ts';
import { p } from '../plugin.ts';
import { breach } from './breach.ts';
import { ClockPause } from './entities.ts';
import { SlaLimit } from './enums.ts';
import { ClockPaused, ClockResumed, notAcknowledged, notWaiting, SlaWarned, waitingAlready } from './events.ts';
import { clockOf, endWait, limitsBy, pausesOf, policyOf, unwatch, watch } from './limits.ts';

/** Run by timers. It looks how the case is now, so whoever runs it, and however often, changes nothing that is not so. */
export const checkComplaintClock = p.command('checkComplaintClock', {
  label: label('Check the limits of a case', '检查个案时限'),
  permission: 'complaints:handle',
  input: { complaint: t.id(Complaint, { lock: true }), limit: t.enum(SlaLimit), warning: t.optional(t.bool()) },
  output,
  async run(tx, { complaint, limit, warning = false }) {
    const row = await tx.lock(Complaint, complaint);
    const [due, metAt, breachedAt] =
      limit === 'HANDLE' ? [row.handleDue, row.solvedAt, row.handleBreachedAt] : [row.ackDue, row.acknowledgedAt, row.ackBreachedAt];
    const runs = row.closedAt === null && metAt === null && breachedAt === null && (limit === 'ACKNOWLEDGE' || row.waitingSince === null);
    if (!runs || due === null) return { complaint };
    if (tx.now < due) {
      const told = { subject: complaint, customerId: row.customerId, responsibleId: row.ownerId, limit, due };
      // Given by the timer, at its time.
      if (warning && tx.caller !== null) await tx.emit(SlaWarned, told);
      return { complaint };
    }
    await escalateFor(tx, await breach(tx, row, limit, due));
    return { complaint };
  },
});

export const waitForCustomer = p.command('waitForCustomer', {
  label: label('Wait for the customer', '等待客户'),
  permission: 'complaints:handle',
  input: { ...theCase, reason: t.text(500) },
  output,
  async run(tx, { complaint, reason }) {
    const row = await openCase(tx, complaint);
    if (row.acknowledgedAt === null) throw notAcknowledged({ number: row.number }, 'complaint');
    if (row.waitingSince !== null) throw waitingAlready({ since: row.waitingSince.toISOString() }, 'complaint');
    // Waiting does not undo that it was late by then.
    if (row.handleDue !== null && tx.now > row.handleDue && row.solvedAt === null && row.handleBreachedAt === null)
      await breach(tx, row, 'HANDLE', row.handleDue);
    await tx.insert(ClockPause, { complaintId: complaint, from: tx.now, reason });
    await tx.update(Complaint, complaint, { waitingSince: tx.now });
    await unwatch(tx, complaint);
    await tx.emit(ClockPaused, { subject: complaint, customerId: row.customerId, responsibleId: row.ownerId });
    return { complaint };
  },
});

export const resumeComplaint = p.command('resumeComplaint', {
  label: label('Go on after the wait', '恢复处理'),
  permission: 'complaints:handle',
  input: theCase,
  output,
  async run(tx, { complaint }) {
    const row = await openCase(tx, complaint);
    if (row.waitingSince === null) throw notWaiting({}, 'complaint');
    await endWait(tx, complaint);
    const policy = await policyOf(tx, row.policyId);
    const clock = await clockOf(tx, policy);
    const limits = limitsBy(policy, clock, row, await pausesOf(tx, complaint));
    await tx.update(Complaint, complaint, { ...limits, waitingSince: null });
    await watch(tx, { ...row, ...limits, waitingSince: null }, policy, clock);
    const { handleDue: due } = limits;
    await tx.emit(ClockResumed, { subject: complaint, customerId: row.customerId, responsibleId: row.ownerId, due });
    return { complaint };
  },
});
