/** One matter that came in twice goes on once. */
import { label, t } from '@guanxi/core';
import { endWait, unwatch } from '../clocks/limits.ts';
import { move } from '../flows/move.ts';
import { unblock } from '../gate/blocking.ts';
import { refuseUnanswered } from '../letters/registry.ts';
import { p } from '../plugin.ts';
import { refuseOpenPromises } from '../promises/open.ts';
import { Complaint } from './entities.ts';
import { ComplaintMergedInto, duplicateOfAnother, duplicateOfItself } from './events.ts';
import { openCase, output, person, theCase } from './open.ts';

/**
 * The original must be open, of the same complainant and type: the customer is answered there, and confirms there, and its block holds on. So
 * this is no way around a confirmation.
 */
export const mergeDuplicateComplaint = p.command('mergeDuplicateComplaint', {
  label: label('Let a duplicate go on in its original', '合并重复个案'),
  permission: 'complaints:handle',
  input: { ...theCase, original: t.id(Complaint, { lock: true }) },
  output,
  async run(tx, { complaint, original }) {
    if (complaint === original) throw duplicateOfItself({}, 'original');
    const row = await openCase(tx, complaint);
    const other = await tx.lock(Complaint, original);
    if (other.duplicateOfId === complaint) throw duplicateOfItself({}, 'original');
    const isSame = other.customerId === row.customerId && other.complainantName === row.complainantName && other.type === row.type;
    if (other.closedAt !== null || !isSame) throw duplicateOfAnother({ number: other.number }, 'original');
    person(tx);
    await refuseOpenPromises(tx, row);
    await refuseUnanswered(tx, row);
    if (row.waitingSince !== null) await endWait(tx, complaint);
    await tx.update(Complaint, complaint, { duplicateOfId: original, closedAt: tx.now, waitingSince: null });
    await move(tx, row, 'mergeInto');
    await unwatch(tx, complaint);
    await unblock(tx, complaint);
    await tx.emit(ComplaintMergedInto, { subject: complaint, customerId: row.customerId, original });
    return { complaint };
  },
});
