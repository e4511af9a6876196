/** What stands open between the firm and a customer. */
import { type Id, type Row, select, sql } from '@guanxi/core';
import type { Complaint } from '../cases/entities.ts';
import type { ComplaintsTx } from '../common.ts';
import { promiseOpen } from './events.ts';
import { promiseFields } from './fields.ts';

const open = select(promiseFields, { state: true });

/** Of a case: promises that were given and not kept, those that are broken among them, and those that somebody asked for. */
export const openPromises = (tx: ComplaintsTx, complaint: Id<'Complaint'>) =>
  tx.system.read(open, {
    where: (promise) => sql`${promise.complaintId} = ${complaint} and ${promise.state} in ('PENDING', 'OPEN', 'BROKEN')`,
  });

/** @throws over a promise that is not kept */
export async function refuseOpenPromises(tx: ComplaintsTx, row: Pick<Row<Complaint>, 'id' | 'number'>): Promise<void> {
  const { length: count } = await openPromises(tx, row.id);
  if (count > 0) throw promiseOpen({ number: row.number, count }, 'complaint');
}
