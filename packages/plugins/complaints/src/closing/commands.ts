/** A case is closed by its customer's word, or after they could not be reached; and opened again when it was not over (CMPL-01). */
import { label, select, sql, t } from '@guanxi/core';
import { Complaint } from '../cases/entities.ts';
import { ComplaintChannel } from '../cases/enums.ts';
import { type CaseRow, openCase, output, person, theCase } from '../cases/open.ts';
import { clockOf, limitsBy, policyOf, unwatch, watch } from '../clocks/limits.ts';
import type { ComplaintsTx } from '../common.ts';
import { escalateFor } from '../escalation/climbing.ts';
import { move } from '../flows/move.ts';
import { block, blockAfterClosing, unblock } from '../gate/blocking.ts';
import { refuseUnanswered } from '../letters/registry.ts';
import { p } from '../plugin.ts';
import { refuseOpenPromises } from '../promises/open.ts';
import { ConfirmationAttempt } from './entities.ts';
import * as events from './events.ts';
import { attemptFields } from './fields.ts';

export const recordConfirmationAttempt = p.command('recordConfirmationAttempt', {
  label: label('Record that the customer could not be reached', '登记回访未果'),
  permission: 'complaints:handle',
  input: { ...theCase, channel: t.enum(ComplaintChannel), note: t.text(2_000) },
  output,
  async run(tx, { complaint, channel, note }) {
    const row = await openCase(tx, complaint);
    await tx.insert(ConfirmationAttempt, { complaintId: complaint, channel, note, at: tx.now, byId: person(tx) });
    await tx.emit(events.ConfirmationAttempted, { subject: complaint, customerId: row.customerId });
    return { complaint };
  },
});

export const closeComplaint = p.command('closeComplaint', {
  label: label('Close a case', '结案'),
  permission: 'complaints:handle',
  input: {
    ...theCase,
    /** Who on the customer's side confirmed that the matter is settled. */
    confirmedBy: t.optional(t.text(200)),
    outcome: t.optional(t.text(5_000)),
  },
  output,
  async run(tx, { complaint, confirmedBy, outcome }) {
    const row = await openCase(tx, complaint);
    const closer = person(tx);
    await refuseOpenPromises(tx, row);
    await refuseUnanswered(tx, row);
    if (row.escalatedAt !== null && row.firstHandlerId === closer && !tx.settings.originalHandlerClosesEscalated)
      throw events.ownEscalated({ number: row.number }, 'complaint');
    if (row.type === 'COMPLAINT') {
      if (row.solvedAt === null && outcome === undefined) throw events.outcomeMissing({ number: row.number }, 'outcome');
      if (confirmedBy === undefined) await refuseUnconfirmed(tx, row);
    }
    await tx.update(Complaint, complaint, {
      closedAt: tx.now,
      waitingSince: null,
      confirmedBy: confirmedBy ?? null,
      ...(outcome !== undefined && { outcome }),
    });
    await move(tx, row, 'close');
    await unwatch(tx, complaint);
    await blockAfterClosing(tx, row);
    await tx.emit(events.ComplaintClosed, { subject: complaint, customerId: row.customerId, confirmed: confirmedBy !== undefined });
    return { complaint };
  },
});

/** Attempts before the matter was solved do not ask whether it is. */
async function refuseUnconfirmed(tx: ComplaintsTx, { id, number, solvedAt, handlingFrom }: CaseRow): Promise<void> {
  const since = solvedAt ?? handlingFrom;
  const made = await tx.system.read(select(attemptFields, {}), { where: (a) => sql`${a.complaintId} = ${id} and ${a.at} >= ${since}` });
  const needed = tx.settings.closingAttempts;
  if (made.length < needed) throw events.unconfirmed({ number, needed, made: made.length }, 'confirmedBy');
}

export const reopenComplaint = p.command('reopenComplaint', {
  label: label('Reopen a case', '重新打开个案'),
  permission: 'complaints:handle',
  input: { ...theCase, reason: t.text(2_000) },
  output,
  async run(tx, { complaint, reason }) {
    const row = await tx.lock(Complaint, complaint);
    if (row.closedAt === null) throw events.notClosed({ number: row.number }, 'complaint');
    const reopenedCount = row.reopenedCount + 1;
    const begins = { handlingFrom: tx.now, closedAt: null, solvedAt: null, solveMinutes: null, confirmedBy: null, duplicateOfId: null };
    const policy = await policyOf(tx, row.policyId);
    const clock = await clockOf(tx, policy);
    const { handleDue, provisional } = limitsBy(policy, clock, { ...row, ...begins });
    const after = { ...begins, handleDue, provisional, reopenedCount };
    await tx.update(Complaint, complaint, after);
    await move(tx, row, 'reopen', reason);
    await watch(tx, { ...row, ...after }, policy, clock);
    await unblock(tx, complaint);
    await block(tx, row);
    await tx.emit(events.ComplaintReopened, { subject: complaint, customerId: row.customerId, times: reopenedCount });
    await escalateFor(tx, await tx.lock(Complaint, complaint));
    return { complaint };
  },
});
