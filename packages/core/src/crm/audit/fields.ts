import { label } from '@guanxi/core';
import { p } from '../plugin.ts';
import { AccessLogEntry, AuditLine } from './entities.ts';

export const auditLineFields = p.fields(AuditLine, (f) => ({
  at: f.column('createdAt', { label: label('At', '时间') }),
  actor: f.column('createdBy', { label: label('Who', '操作人') }),
  actorKind: f.column('actorKind', { label: label('Kind of actor', '操作人类型') }),
  command: f.column('command', { label: label('What', '操作') }),
  outcome: f.column('outcome', { label: label('Outcome', '结果') }),
  code: f.column('code', { label: label('Code of the refusal', '拒绝代码') }),
  path: f.column('path', { label: label('Where in the input', '输入位置') }),
  subject: f.any({ type: 'subjectType', id: 'subjectId', label: label('About', '关联记录') }),
  subjectType: f.column('subjectType', { label: label('Type of the subject', '关联记录类型') }),
  subjectId: f.column('subjectId', { label: label('Id of the subject', '关联记录编号') }),
  details: f.column('details', { label: label('Details', '详情') }),
}));

export const accessLogEntryFields = p.fields(AccessLogEntry, (f) => ({
  at: f.column('createdAt', { label: label('At', '时间') }),
  actor: f.column('createdBy', { label: label('Who', '查看人') }),
  actorKind: f.column('actorKind', { label: label('Kind of actor', '查看人类型') }),
  purpose: f.column('purpose', { label: label('Purpose', '用途') }),
  via: f.column('via', { label: label('By which door', '访问途径') }),
  operation: f.column('operation', { label: label('Operation', '操作名称') }),
  entity: f.column('entity', { label: label('Of', '记录类型') }),
  fields: f.column('fields', { label: label('Confidential fields', '保密字段') }),
  /** The first hundred. */
  records: f.column('records', { label: label('Records', '记录编号') }),
  recordCount: f.column('recordCount', { label: label('Number of records', '记录数') }),
}));
