import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { digests, escalations, rules } from './tables.ts';

export interface EscalationRule extends EntityOf<'EscalationRule', typeof rules> {}
export const EscalationRule: Entity<EscalationRule> = p.entity('EscalationRule', {
  table: rules,
  idPrefix: 'cer',
  label: label('Rung of the ladder', '升级规则'),
  orderBy: { column: 'level', direction: 'ASC' },
  read: 'complaints:read',
});

export interface Escalation extends EntityOf<'Escalation', typeof escalations> {}
export const Escalation: Entity<Escalation> = p.entity('Escalation', {
  table: escalations,
  idPrefix: 'ces',
  label: label('Escalation', '升级记录'),
  orderBy: { column: 'at', direction: 'DESC' },
  read: through('complaintId'),
});

export interface ManagementDigest extends EntityOf<'ManagementDigest', typeof digests> {}
export const ManagementDigest: Entity<ManagementDigest> = p.entity('ManagementDigest', {
  table: digests,
  idPrefix: 'cmd',
  label: label('Management digest', '管理层简报'),
  orderBy: { column: 'to', direction: 'DESC' },
  mutable: false,
  read: 'complaints:manage',
});
