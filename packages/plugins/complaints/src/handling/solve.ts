/** A case comes to where there is nothing more to do for the customer: its second clock stops. */
import type { Row } from '@guanxi/core';
import { Complaint } from '../cases/entities.ts';
import { breach } from '../clocks/breach.ts';
import { clockOf, endWait, pausesOf, policyOf, unwatch } from '../clocks/limits.ts';
import { minutesSince } from '../clocks/rules.ts';
import type { ComplaintsTx } from '../common.ts';
import { type CaseEvent, move } from '../flows/move.ts';
import { ComplaintSolved } from './events.ts';

/** For other types than complaints: an answer, a decision or a credit is what solves them, and their flows say so. */
export async function solve(tx: ComplaintsTx, row: Row<Complaint>, outcome: string | null, by: CaseEvent = 'fulfil'): Promise<void> {
  if (row.waitingSince !== null) await endWait(tx, row.id);
  const clock = await clockOf(tx, await policyOf(tx, row.policyId));
  const solveMinutes = minutesSince(clock, row.receivedAt, tx.now, await pausesOf(tx, row.id));
  await tx.update(Complaint, row.id, { solvedAt: tx.now, solveMinutes, waitingSince: null, ...(outcome !== null && { outcome }) });
  await unwatch(tx, row.id);
  const missed = row.waitingSince === null && row.handleDue !== null && tx.now > row.handleDue ? row.handleDue : null;
  if (missed && row.handleBreachedAt === null) await breach(tx, row, 'HANDLE', missed);
  await move(tx, row, by);
  const inTime = row.handleBreachedAt === null && missed === null;
  await tx.emit(ComplaintSolved, { subject: row.id, customerId: row.customerId, inTime });
}
