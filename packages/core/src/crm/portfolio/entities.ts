import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { handoverLines, handovers } from './tables.ts';

export interface Handover extends EntityOf<'Handover', typeof handovers> {}
export const Handover: Entity<Handover> = p.entity('Handover', {
  table: handovers,
  idPrefix: 'hov',
  label: label('Handover of customers', '客户移交'),
  read: 'crm:customers:read',
});

export interface HandoverLine extends EntityOf<'HandoverLine', typeof handoverLines> {}
export const HandoverLine: Entity<HandoverLine> = p.entity('HandoverLine', {
  table: handoverLines,
  idPrefix: 'hol',
  label: label('Line of a handover', '移交事项'),
  read: through('customerId'),
});
