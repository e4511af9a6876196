/** The customer hears that the case was received, and what comes next. */
import { type Instant, label, type Row, t } from '@guanxi/core';
import { breach } from '../clocks/breach.ts';
import { clockOf, policyOf } from '../clocks/limits.ts';
import { minutesSince } from '../clocks/rules.ts';
import type { ComplaintsTx } from '../common.ts';
import { move } from '../flows/move.ts';
import { p } from '../plugin.ts';
import { Complaint } from './entities.ts';
import { acknowledgedBeforeReceipt, acknowledgedInFuture, alreadyAcknowledged, ComplaintAcknowledged } from './events.ts';
import { openCase, output, theCase } from './open.ts';

export async function acknowledge(tx: ComplaintsTx, row: Row<Complaint>, at: Instant, reply: string): Promise<void> {
  const clock = await clockOf(tx, await policyOf(tx, row.policyId));
  await tx.update(Complaint, row.id, { reply, acknowledgedAt: at, ackMinutes: minutesSince(clock, row.receivedAt, at, []) });
  await tx.cancel(`sla:ack:${row.id}`);
  if (row.ackDue !== null && at > row.ackDue && row.ackBreachedAt === null) await breach(tx, row, 'ACKNOWLEDGE', row.ackDue);
  await move(tx, row, 'acknowledge');
  await tx.emit(ComplaintAcknowledged, {
    subject: row.id,
    customerId: row.customerId,
    inTime: row.ackDue === null || at <= row.ackDue,
  });
}

export const acknowledgeComplaint = p.command('acknowledgeComplaint', {
  label: label('Acknowledge a case', '答复受理'),
  permission: 'complaints:handle',
  input: { ...theCase, reply: t.text(2_000), /** Absent: now. */ at: t.optional(t.instant()) },
  output,
  async run(tx, { complaint, reply, at = tx.now }) {
    const row = await openCase(tx, complaint);
    const { number, receivedAt, acknowledgedAt } = row;
    if (acknowledgedAt !== null) throw alreadyAcknowledged({ number, at: acknowledgedAt.toISOString() }, 'complaint');
    if (at < receivedAt) throw acknowledgedBeforeReceipt({ at: at.toISOString(), receivedAt: receivedAt.toISOString() }, 'at');
    if (at > tx.now) throw acknowledgedInFuture({ at: at.toISOString() }, 'at');
    await acknowledge(tx, row, at, reply);
    return { complaint };
  },
});
