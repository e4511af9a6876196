import { label, t } from '@guanxi/core';
import { Staff } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { ofWhoseCase } from '../common.ts';
import { p } from '../plugin.ts';
import { ClassHint, ComplaintCategory, ComplaintCause, Reclassification } from './entities.ts';

export const categoryFields = p.fields(ComplaintCategory, (f) => ({
  type: f.column('type', { label: label('Type', '类型') }),
  class: f.column('class', { label: label('Class', '分类') }),
  department: f.column('department', { label: label('Department', '责任部门'), input: t.text(100) }),
  responsibleId: f.column('responsibleId', { label: label('Id of the first responsible person', '第一责任人编号') }),
  defaultSeverity: f.column('defaultSeverity', { label: label('Usual severity', '默认严重程度') }),
  active: f.column('active', { label: label('In use', '启用') }),
  responsible: f.one(Staff, { on: ['responsibleId', 'id'], label: label('First responsible person', '第一责任人') }),
}));

export const causeFields = p.fields(ComplaintCause, (f) => ({
  class: f.column('class', { label: label('Class', '分类') }),
  nameEn: f.column('nameEn', { label: label('English name', '英文名称'), input: t.text(100) }),
  nameZh: f.column('nameZh', { label: label('Chinese name', '中文名称'), input: t.text(100) }),
  active: f.column('active', { label: label('In use', '启用') }),
  complaints: f.many(Complaint, { on: ['id', 'causeId'], label: label('Cases', '个案') }),
}));

export const hintFields = p.fields(ClassHint, (f) => ({
  word: f.column('word', { label: label('Word', '提示词'), input: t.text(40) }),
  type: f.column('type', { label: label('Type', '类型') }),
  class: f.column('class', { label: label('Class', '分类') }),
  weight: f.column('weight', { label: label('Weight', '权重') }),
}));

export const reclassificationFields = p.fields(Reclassification, (f) => ({
  fromType: f.column('fromType', { label: label('Type before', '原类型') }),
  fromClass: f.column('fromClass', { label: label('Class before', '原分类') }),
  fromSeverity: f.column('fromSeverity', { label: label('Severity before', '原严重程度') }),
  toType: f.column('toType', { label: label('Type', '新类型') }),
  toClass: f.column('toClass', { label: label('Class', '新分类') }),
  toSeverity: f.column('toSeverity', { label: label('Severity', '新严重程度') }),
  at: f.column('at', { label: label('At', '时间') }),
  reason: f.column('reason', { ...ofWhoseCase, label: label('Reason', '理由'), group: false, input: t.text(2_000) }),
  complaint: f.one(Complaint, { on: ['complaintId', 'id'], label: label('Case', '个案') }),
  by: f.one(Staff, { on: ['byId', 'id'], label: label('By', '操作人') }),
}));

export const classificationsOfCase = p.fields(Complaint, (f) => ({
  classifications: f.many(Reclassification, {
    on: ['id', 'complaintId'],
    label: label('How it was classified', '分类历史'),
  }),
}));
