import { type Entity, type EntityOf, jobs, label } from '@guanxi/core';
import { p } from '../plugin.ts';

export interface Job extends EntityOf<'Job', typeof jobs> {}
/** The kernel makes and does them; what is here shows them, and helps those that were put aside. */
export const Job: Entity<Job> = p.entity('Job', {
  table: jobs,
  idPrefix: 'job',
  sealed: true,
  label: label('Job', '后台任务'),
  display: 'name',
  read: 'crm:jobs:read',
  // What a job carries may be anybody's data, and is gone with it.
  history: 'none',
});
