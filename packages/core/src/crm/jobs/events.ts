/** What can be heard of jobs, and what is refused. */
import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { Job } from './entities.ts';

const named = { kind: t.text(20), plugin: t.text(40), name: t.text(200) };

export const JobRetried = p.event('crm.job.retried', { label: label('Job retried', '后台任务已重试'), subject: Job, data: named });
export const JobDiscarded = p.event('crm.job.discarded', { label: label('Job discarded', '后台任务已丢弃'), subject: Job, data: named });

export const notPutAside = p.refusal('CRM_JOB_NOT_DEAD', {
  en: 'The job “{name}” waits for its time or runs: only one that was put aside can be retried.',
  zh: '任务“{name}”正在等待或执行，只有已搁置的任务可以重试。',
});
export const comesAgain = p.refusal('CRM_JOB_RECURS', {
  en: 'The job “{name}” comes again by itself: it goes with its plugin.',
  zh: '任务“{name}”为定时任务，随插件存在，不能丢弃。',
});
