import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { attempts } from './tables.ts';

export interface ConfirmationAttempt extends EntityOf<'ConfirmationAttempt', typeof attempts> {}
export const ConfirmationAttempt: Entity<ConfirmationAttempt> = p.entity('ConfirmationAttempt', {
  table: attempts,
  idPrefix: 'cat',
  label: label('Attempt to get a confirmation', '回访确认记录'),
  mutable: false,
  read: through('complaintId'),
});
