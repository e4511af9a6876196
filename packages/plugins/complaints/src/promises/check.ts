import { label, t } from '@guanxi/core';
import { Complaint } from '../cases/entities.ts';
import { p } from '../plugin.ts';
import { ComplaintPromise } from './entities.ts';
import { PromiseBroken, PromiseDue } from './events.ts';

/** Run by timers, before it is due and when it is. It looks how the promise is now: whoever runs it changes nothing that is not so. */
export const checkPromise = p.command('checkPromise', {
  label: label('Check a promise', '检查承诺'),
  permission: 'complaints:handle',
  input: { promise: t.id(ComplaintPromise, { lock: true }) },
  output: { promise: t.ref(ComplaintPromise) },
  async run(tx, { promise }) {
    const row = await tx.lock(ComplaintPromise, promise);
    if (row.state !== 'OPEN') return { promise };
    const { customerId } = await tx.lock(Complaint, row.complaintId);
    const { complaintId, ownerId, dueAt } = row;
    const told = { subject: promise, complaintId, customerId, ownerId, dueAt };
    if (tx.now < dueAt) {
      // Given by the timer, at its time.
      if (tx.caller !== null) await tx.emit(PromiseDue, told);
      return { promise };
    }
    await tx.update(ComplaintPromise, promise, { state: 'BROKEN', brokenAt: dueAt });
    await tx.emit(PromiseBroken, told);
    return { promise };
  },
});
