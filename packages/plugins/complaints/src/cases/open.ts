/** What every command on a case begins with: the row, locked by the check of the input, and somebody to answer for what is done. */
import { type Id, type Row, t } from '@guanxi/core';
import type { ComplaintsTx } from '../common.ts';
import { Complaint } from './entities.ts';
import { caseClosed, personNeeded } from './events.ts';

export type CaseRow = Row<Complaint>;

/** The input by which a command names its case. */
export const theCase = { complaint: t.id(Complaint, { subject: true, lock: true }) } as const;
/** Its output. */
export const output = { complaint: t.ref(Complaint) } as const;

/** G15: what is closed is reopened first. */
export async function openCase(tx: ComplaintsTx, complaint: Id<'Complaint'>): Promise<CaseRow> {
  const row = await tx.lock(Complaint, complaint);
  if (row.closedAt !== null) throw caseClosed({ number: row.number }, 'complaint');
  return row;
}

/** The member of staff who acts: what people have to answer for, no program does. */
export function person(tx: ComplaintsTx): Id<'Staff'> {
  if (tx.actor.staffId === null) throw personNeeded({});
  return tx.actor.staffId;
}
