import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { improvementCases, improvements } from './tables.ts';

export interface ImprovementItem extends EntityOf<'ImprovementItem', typeof improvements> {}
export const ImprovementItem: Entity<ImprovementItem> = p.entity('ImprovementItem', {
  table: improvements,
  idPrefix: 'cim',
  label: label('Improvement', '改进事项'),
  display: 'title',
  read: 'complaints:read',
});

export interface ImprovementCase extends EntityOf<'ImprovementCase', typeof improvementCases> {}
export const ImprovementCase: Entity<ImprovementCase> = p.entity('ImprovementCase', {
  table: improvementCases,
  idPrefix: 'cic',
  label: label('Case behind an improvement', '改进来源个案'),
  mutable: false,
  read: through('complaintId'),
});
