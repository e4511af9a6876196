import { label, t } from '@guanxi/core';
import { Staff } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { p } from '../plugin.ts';
import { ComplaintCause } from '../taxonomy/entities.ts';
import { ImprovementCase, ImprovementItem } from './entities.ts';

export const improvementFields = p.fields(ImprovementItem, (f) => ({
  title: f.column('title', { label: label('Title', '标题'), group: false, input: t.text(200) }),
  department: f.column('department', { label: label('Department', '责任部门'), group: true, input: t.text(100) }),
  action: f.column('action', { label: label('What is done', '整改措施'), group: false, input: t.text(5_000) }),
  dueAt: f.column('dueAt', { label: label('Due', '期限') }),
  state: f.column('state', { label: label('State', '状态') }),
  doneAt: f.column('doneAt', { label: label('Done', '整改时间') }),
  effectCheckedAt: f.column('effectCheckedAt', { label: label('Effect checked', '效果验证时间') }),
  effect: f.column('effect', { label: label('Effect', '效果'), group: false, input: t.text(5_000) }),
  effective: f.column('effective', { label: label('It helped', '是否有效') }),
  closedAt: f.column('closedAt', { label: label('Closed', '关闭时间') }),
  cause: f.one(ComplaintCause, { on: ['causeId', 'id'], label: label('Cause', '原因') }),
  responsible: f.one(Staff, { on: ['responsibleId', 'id'], label: label('Responsible', '负责人') }),
  effectCheckedBy: f.one(Staff, { on: ['effectCheckedById', 'id'], label: label('Effect checked by', '验证人') }),
  complaints: f.through(Complaint, ImprovementCase, {
    from: ['id', 'improvementId'],
    to: ['complaintId', 'id'],
    label: label('Learnt from', '来源个案'),
  }),
}));
export const improvementCaseFields = p.fields(ImprovementCase, (f) => ({
  complaint: f.one(Complaint, { on: ['complaintId', 'id'], label: label('Case', '个案') }),
  improvement: f.one(ImprovementItem, { on: ['improvementId', 'id'], label: label('Improvement', '改进事项') }),
}));
export const improvementsOfCase = p.fields(Complaint, (f) => ({
  improvements: f.through(ImprovementItem, ImprovementCase, {
    from: ['id', 'complaintId'],
    to: ['improvementId', 'id'],
    label: label('Improvements', '改进事项'),
  }),
}));
