import { label, t } from '@guanxi/core';
import { Staff } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { ofWhoseCase } from '../common.ts';
import { p } from '../plugin.ts';
import { Escalation, EscalationRule, ManagementDigest } from './entities.ts';

export const ruleFields = p.fields(EscalationRule, (f) => ({
  level: f.column('level', { label: label('Level', '级别') }),
  cause: f.column('cause', { label: label('Cause', '原因') }),
  threshold: f.column('threshold', { label: label('From this number on', '阈值') }),
  after: f.column('after', { label: label('After', '时长') }),
  minSeverity: f.column('minSeverity', { label: label('From this severity on', '最低严重程度') }),
  role: f.column('role', { label: label('Role that is told', '通知角色') }),
  active: f.column('active', { label: label('In use', '启用') }),
}));

export const escalationFields = p.fields(Escalation, (f) => ({
  level: f.column('level', { label: label('Level', '级别'), group: true }),
  cause: f.column('cause', { label: label('Cause', '原因') }),
  role: f.column('role', { label: label('Role that was told', '通知角色') }),
  at: f.column('at', { label: label('At', '时间') }),
  note: f.column('note', { ...ofWhoseCase, label: label('Note', '说明'), group: false, input: t.text(2_000) }),
  suppressedAt: f.column('suppressedAt', { label: label('Suppressed', '压下时间') }),
  suppressedReason: f.column('suppressedReason', {
    ...ofWhoseCase,
    label: label('Why it was suppressed', '压下理由'),
    group: false,
    input: t.text(2_000),
  }),
  complaint: f.one(Complaint, { on: ['complaintId', 'id'], label: label('Case', '个案') }),
  by: f.one(Staff, { on: ['byId', 'id'], label: label('By', '操作人') }),
  suppressedBy: f.one(Staff, { on: ['suppressedById', 'id'], label: label('Suppressed by', '压下人') }),
}));
export const escalationsOfCase = p.fields(Complaint, (f) => ({
  escalations: f.many(Escalation, { on: ['id', 'complaintId'], orderBy: 'at', label: label('Escalations', '升级记录') }),
}));

export const digestFields = p.fields(ManagementDigest, (f) => ({
  role: f.column('role', { label: label('For the role', '接收角色') }),
  from: f.column('from', { label: label('From', '开始') }),
  to: f.column('to', { label: label('To', '结束') }),
  content: f.column('content', { label: label('Content', '内容') }),
}));
