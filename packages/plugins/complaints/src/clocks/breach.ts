/** A limit was not kept: marked once, and told, by whoever notices first: a timer, or whoever does too late what it was for. */
import type { Instant, Row, ValueOf } from '@guanxi/core';
import { Complaint } from '../cases/entities.ts';
import type { ComplaintsTx } from '../common.ts';
import type { SlaLimit } from './enums.ts';
import { SlaBreached } from './events.ts';

export async function breach(
  tx: ComplaintsTx,
  row: Row<Complaint>,
  limit: ValueOf<typeof SlaLimit>,
  due: Instant,
): Promise<Row<Complaint>> {
  const mark = limit === 'HANDLE' ? { handleBreachedAt: due } : { ackBreachedAt: due };
  await tx.update(Complaint, row.id, mark);
  await tx.emit(SlaBreached, { subject: row.id, customerId: row.customerId, responsibleId: row.ownerId, limit, due });
  return { ...row, ...mark };
}
