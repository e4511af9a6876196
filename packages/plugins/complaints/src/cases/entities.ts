import { type Entity, type EntityOf, label, sql } from '@guanxi/core';
import { p } from '../plugin.ts';
import { cases, counters } from './tables.ts';

export interface Complaint extends EntityOf<'Complaint', typeof cases> {}
export const Complaint: Entity<Complaint> = p.entity('Complaint', {
  table: cases,
  idPrefix: 'cmp',
  label: label('Case', '客诉个案'),
  display: 'number',
  orderBy: { column: 'receivedAt', direction: 'DESC' },
  followed: true,
  independent: 'cases are filed in one place and shared with every department, also with those that do not see the customer (CMPL-02)',
  read: (row, actor) =>
    actor.kind === 'contact'
      ? actor.has('complaints:read') && sql`${row.customerId} = any(${actor.customerIds})`
      : actor.owned(row, 'complaints:read'),
});

export interface ComplaintCounter extends EntityOf<'ComplaintCounter', typeof counters> {}
export const ComplaintCounter: Entity<ComplaintCounter> = p.entity('ComplaintCounter', {
  table: counters,
  idPrefix: 'cmc',
  label: label('Numbers of cases given out', '个案编号计数'),
  sealed: true,
  history: 'none',
  read: 'complaints:manage',
});
