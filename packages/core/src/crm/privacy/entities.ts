import { type Entity, type EntityOf, label } from '@guanxi/core';
import { p } from '../plugin.ts';
import { erasures, legalHolds, personExports } from './tables.ts';

export interface LegalHold extends EntityOf<'LegalHold', typeof legalHolds> {}
export const LegalHold: Entity<LegalHold> = p.entity('LegalHold', {
  table: legalHolds,
  idPrefix: 'lho',
  label: label('Legal hold', '法律保全'),
  sealed: true,
  read: 'crm:privacy:hold',
});

export interface Erasure extends EntityOf<'Erasure', typeof erasures> {}
export const Erasure: Entity<Erasure> = p.entity('Erasure', {
  table: erasures,
  idPrefix: 'era',
  label: label('Erasure of a person', '个人信息抹除'),
  mutable: false,
  sealed: true,
  read: 'crm:privacy:erase',
});

export interface PersonExport extends EntityOf<'PersonExport', typeof personExports> {}
export const PersonExport: Entity<PersonExport> = p.entity('PersonExport', {
  table: personExports,
  idPrefix: 'pex',
  label: label('Export of a person’s data', '个人信息导出'),
  mutable: false,
  sealed: true,
  read: 'crm:privacy:export',
});
