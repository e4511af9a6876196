/** What people do with jobs that were put aside. */
import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { Job } from './entities.ts';
import { comesAgain, JobDiscarded, JobRetried, notPutAside } from './events.ts';

/** It is due at once, with all its attempts before it. */
export const retryJob = p.command('retryJob', {
  label: label('Retry a job', '重试后台任务'),
  permission: 'crm:jobs:manage',
  input: { job: t.id(Job, { subject: true }) },
  output: { job: t.ref(Job) },
  async run(tx, { job }) {
    const { kind, plugin, name, state } = await tx.lock(Job, job);
    if (state !== 'DEAD') throw notPutAside({ name }, 'job');
    await tx.update(Job, job, { state: 'WAITING', attempts: 0, lastError: null, leasedBy: null, leasedUntil: null });
    await tx.emit(JobRetried, { subject: job, kind, plugin, name });
    return { job };
  },
});

/** Also one that waits: what it was to do is not done. */
export const discardJob = p.command('discardJob', {
  label: label('Discard a job', '丢弃后台任务'),
  permission: 'crm:jobs:manage',
  input: { job: t.id(Job, { subject: true }) },
  async run(tx, { job }) {
    const { kind, plugin, name, state, key } = await tx.lock(Job, job);
    if (kind === 'CRON' && key !== null && state === 'WAITING') throw comesAgain({ name }, 'job');
    await tx.remove(Job, job);
    await tx.emit(JobDiscarded, { subject: job, kind, plugin, name });
  },
});
