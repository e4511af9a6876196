import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { pauses, policies } from './tables.ts';

export interface SlaPolicy extends EntityOf<'SlaPolicy', typeof policies> {}
export const SlaPolicy: Entity<SlaPolicy> = p.entity('SlaPolicy', {
  table: policies,
  idPrefix: 'slp',
  label: label('Time limits', '时限政策'),
  plural: 'slaPolicies',
  display: 'name',
  orderBy: { column: 'name', direction: 'ASC' },
  read: 'complaints:read',
});

export interface ClockPause extends EntityOf<'ClockPause', typeof pauses> {}
export const ClockPause: Entity<ClockPause> = p.entity('ClockPause', {
  table: pauses,
  idPrefix: 'cps',
  label: label('Wait for the customer', '等待客户'),
  read: through('complaintId'),
});
