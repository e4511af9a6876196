/** What was offered for a case last, and what of it was chosen. */
import { type Id, select, sql } from '@guanxi/core';
import type { ComplaintsTx } from '../common.ts';
import { handlingFields, optionFields } from './fields.ts';

const wanted = select(optionFields, { round: true, chosenAt: true, text: true });

export async function lastRound(tx: ComplaintsTx, complaint: Id<'Complaint'>) {
  const all = await tx.system.read(wanted, { where: (o) => sql`${o.complaintId} = ${complaint}` });
  const round = Math.max(0, ...all.map((o) => o.round));
  const options = all.filter((o) => o.round === round);
  return { round, options, chosen: options.find((o) => o.chosenAt !== null) ?? null };
}

export async function hasListened(tx: ComplaintsTx, complaint: Id<'Complaint'>): Promise<boolean> {
  const found = await tx.system.read(select(handlingFields, {}), {
    where: (s) => sql`${s.complaintId} = ${complaint} and ${s.step} = 'LISTENED'`,
  });
  return found.length > 0;
}
