/** What people do with operations under way and with those that are over. */
import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { Operation } from './entities.ts';
import { isOver, nothingToRetry, OperationCancelled, OperationRetried } from './events.ts';

/** It ends after the batch at hand; what is done stays done. */
export const cancelOperation = p.command('cancelOperation', {
  label: label('Cancel an operation', '取消批量作业'),
  permission: 'crm:operations:manage',
  input: { operation: t.id(Operation, { subject: true }) },
  output: { operation: t.ref(Operation) },
  async run(tx, { operation }) {
    const { plugin, name, state } = await tx.lock(Operation, operation);
    if (state === 'DONE' || state === 'CANCELLED') throw isOver({ name, state }, 'operation');
    // A list that was broken off is made anew, should it be retried.
    await tx.update(Operation, operation, {
      state: 'CANCELLED',
      finishedAt: tx.now,
      ...(state === 'LISTING' && { startedAt: null, total: 0 }),
    });
    await tx.emit(OperationCancelled, { subject: operation, plugin, name });
    return { operation };
  },
});

/** What failed or was cancelled goes on where it stopped, and items that were refused are done again: with the rights of whoever retries. */
export const retryOperation = p.command('retryOperation', {
  label: label('Retry an operation', '重试批量作业'),
  permission: 'crm:operations:manage',
  input: { operation: t.id(Operation, { subject: true }) },
  output: { operation: t.ref(Operation) },
  async run(tx, { operation }) {
    const { plugin, name, state, refused } = await tx.lock(Operation, operation);
    if (!['FAILED', 'CANCELLED'].includes(state) && !(state === 'DONE' && refused > 0)) throw nothingToRetry({ name, state }, 'operation');
    await tx.update(Operation, operation, { state: 'QUEUED', finishedAt: null });
    await tx.emit(OperationRetried, { subject: operation, plugin, name });
    return { operation };
  },
});
