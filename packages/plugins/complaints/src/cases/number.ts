/** Case numbers: one row is locked while the next is taken, so that two cases at once never get the same, and none is left out. */
import { sql } from '@guanxi/core';
import type { ComplaintsTx } from '../common.ts';
import { ComplaintCounter } from './entities.ts';

export async function nextNumber(tx: ComplaintsTx): Promise<string> {
  const [row] = await tx.sql<{ id: ComplaintCounter['row']['id'] }>(sql`select id::text as id from crm.complaints_counter limit 1`);
  const id = row?.id ?? (await tx.insert(ComplaintCounter, {}));
  const { last } = await tx.lock(ComplaintCounter, id);
  await tx.update(ComplaintCounter, id, { last: last + 1 });
  return numberText(last + 1);
}

export const numberText = (n: number): string => `C-${String(n).padStart(6, '0')}`;
