import { accessLog, auditLines, type Entity, type EntityOf, label } from '@guanxi/core';
import { p } from '../plugin.ts';

export interface AuditLine extends EntityOf<'AuditLine', typeof auditLines> {}
/** Written by the kernel, which sweeps it out when it is old: who was refused what, who exported. */
export const AuditLine: Entity<AuditLine> = p.entity('AuditLine', {
  table: auditLines,
  idPrefix: 'aud',
  label: label('Line of the audit', '审计记录'),
  display: 'command',
  mutable: false,
  sealed: true,
  history: 'none',
  read: 'crm:audit:read',
});

export interface AccessLogEntry extends EntityOf<'AccessLogEntry', typeof accessLog> {}
/** Written by the kernel before it shows what is confidential. */
export const AccessLogEntry: Entity<AccessLogEntry> = p.entity('AccessLogEntry', {
  table: accessLog,
  idPrefix: 'acl',
  label: label('Entry of the access log', '访问日志'),
  plural: 'accessLogEntries',
  display: 'entity',
  mutable: false,
  sealed: true,
  history: 'none',
  read: 'crm:audit:read',
});
