/** Points for praise and good advice, through loyalty where a tenant uses it (CMPL-08). */
import { commandRef, type Id, type Row, select, sql } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import type { awardPoints } from '@guanxi/plugin-loyalty';
import type { Complaint } from '../cases/entities.ts';
import type { ComplaintsTx } from '../common.ts';
import { ComplaintReward } from './entities.ts';
import { ComplaintRewarded, nobodyToReward, noLoyalty, ownSuggestion, rewardedAlready } from './events.ts';
import { rewardFields } from './fields.ts';

const award = commandRef<typeof awardPoints>('awardPoints');

const rewardsOf = (tx: ComplaintsTx, complaint: Id<'Complaint'>) =>
  tx.system.read(select(rewardFields, {}), { where: (r) => sql`${r.complaintId} = ${complaint}` });

/** What an employee, or a department that is a customer of the firm, came with is the firm's own. */
async function isOwn(tx: ComplaintsTx, { employeeId, customerId }: Row<Complaint>): Promise<boolean> {
  if (employeeId !== null) return true;
  return customerId !== null && (await tx.lock(Customer, customerId)).roles.includes('INTERNAL');
}

/** @throws where it was rewarded, is the firm's own, nobody's, or there are no points */
export async function reward(tx: ComplaintsTx, row: Row<Complaint>, points: number): Promise<void> {
  if ((await rewardsOf(tx, row.id)).length > 0) throw rewardedAlready({ number: row.number }, 'complaint');
  if (await isOwn(tx, row)) throw ownSuggestion({ number: row.number }, 'complaint');
  if (row.customerId === null) throw nobodyToReward({ number: row.number }, 'complaint');
  if (!tx.plugins.loyalty) throw noLoyalty({});
  const customer = row.customerId;
  await tx.system.run(award, { customer, points, reason: row.number, key: `complaints:${row.id}` });
  await tx.insert(ComplaintReward, { complaintId: row.id, customerId: customer, points });
  await tx.emit(ComplaintRewarded, { subject: row.id, customerId: customer, points });
}

/** What the settings promise, where it can be: nothing else goes differently where it cannot. */
export async function rewardIfPossible(tx: ComplaintsTx, row: Row<Complaint>, points: number): Promise<void> {
  if (points === 0 || row.customerId === null || !tx.plugins.loyalty || (await isOwn(tx, row))) return;
  if ((await rewardsOf(tx, row.id)).length === 0) await reward(tx, row, points);
}
