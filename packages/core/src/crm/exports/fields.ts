import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { ExportRequest } from './entities.ts';

export const exportRequestFields = p.fields(ExportRequest, (f) => ({
  list: f.column('list', { label: label('List', '列表'), input: t.text(100) }),
  columns: f.column('columns', { label: label('Columns', '列') }),
  filter: f.column('filter', { label: label('Filter', '筛选条件') }),
  purpose: f.column('purpose', { label: label('Purpose', '用途'), input: t.text(1_000) }),
  state: f.column('state', { label: label('State', '状态') }),
  decidedAt: f.column('decidedAt', { label: label('Decided', '审批时间') }),
  decisionNote: f.column('decisionNote', { label: label('Note of the decision', '审批意见'), input: t.text(1_000) }),
  expiresAt: f.column('expiresAt', { label: label('Good until', '有效期至') }),
  usedAt: f.column('usedAt', { label: label('Used', '使用时间') }),
  requestedBy: f.one(Staff, { on: ['requestedById', 'id'], label: label('Requested by', '申请人') }),
  decidedBy: f.one(Staff, { on: ['decidedById', 'id'], label: label('Decided by', '审批人') }),
}));
