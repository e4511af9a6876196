import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { options, steps } from './tables.ts';

export interface HandlingRecord extends EntityOf<'HandlingRecord', typeof steps> {}
export const HandlingRecord: Entity<HandlingRecord> = p.entity('HandlingRecord', {
  table: steps,
  idPrefix: 'chr',
  label: label('Step of handling', '处理步骤记录'),
  mutable: false,
  read: through('complaintId'),
});

export interface SolutionOption extends EntityOf<'SolutionOption', typeof options> {}
export const SolutionOption: Entity<SolutionOption> = p.entity('SolutionOption', {
  table: options,
  idPrefix: 'cso',
  label: label('Solution offered', '解决方案'),
  display: 'text',
  read: through('complaintId'),
});
