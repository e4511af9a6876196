/**
 * While a complaint is open its customer is left alone (CMPL-10). Each case holds suppressions of its own in the core, so that closing one
 * of several changes nothing of what the others hold; merging customers takes them along. Their reason is one of the core's own, so that the
 * plugin can be removed while they stand.
 */
import { type Id, type Row, select, sql } from '@guanxi/core';
import { releaseCustomer, suppressCustomer } from '@guanxi/core/crm';
import type { Complaint } from '../cases/entities.ts';
import type { ComplaintsTx } from '../common.ts';
import { PromotionBlock } from './entities.ts';
import { blockFields } from './fields.ts';

type Case = Pick<Row<Complaint>, 'id' | 'number' | 'type' | 'customerId'>;
interface Lifting {
  readonly liftedById: Id<'Staff'>;
  readonly liftedReason: string;
}

/** Whose the case is, is not known yet, or it is no complaint: nobody is blocked. */
export async function block(tx: ComplaintsTx, { id, number, type, customerId: customer }: Case): Promise<void> {
  if (type !== 'COMPLAINT' || customer === null) return;
  for (const purpose of new Set(tx.settings.block.purposes)) {
    const { suppression } = await tx.system.run(suppressCustomer, { customer, purpose, reason: 'DISSATISFIED', note: number });
    await tx.insert(PromotionBlock, { complaintId: id, suppressionId: suppression, purpose });
  }
}

/** What the case holds is given back at once. Returns of how many purposes. */
export async function unblock(tx: ComplaintsTx, complaint: Id<'Complaint'>, lifting?: Lifting): Promise<number> {
  const held = await tx.system.read(select(blockFields, { suppressionId: true, until: true }), {
    where: (b) => sql`${b.complaintId} = ${complaint} and ${b.releasedAt} is null`,
  });
  const inForce = held.filter(({ until }) => until === null || until > tx.now);
  for (const { id, suppressionId: suppression } of inForce) {
    await tx.system.run(releaseCustomer, { suppression, ...(lifting && { note: lifting.liftedReason }) });
    await tx.update(PromotionBlock, id, { releasedAt: tx.now, ...lifting });
  }
  return inForce.length;
}

/** The case is closed: the customer is left alone for the time that the settings say, and then by itself no longer. */
export async function blockAfterClosing(tx: ComplaintsTx, row: Case): Promise<void> {
  if (row.type !== 'COMPLAINT') return;
  const held = await unblock(tx, row.id);
  const until = (await tx.plugins.calendar.clock('ALWAYS')).add(tx.now, tx.settings.block.after).at;
  if (held === 0 || row.customerId === null || until <= tx.now) return;
  for (const purpose of new Set(tx.settings.block.purposes)) {
    const given = { customer: row.customerId, purpose, reason: 'DISSATISFIED', note: row.number, until };
    const { suppression } = await tx.system.run(suppressCustomer, given);
    await tx.insert(PromotionBlock, { complaintId: row.id, suppressionId: suppression, purpose, until });
  }
}
