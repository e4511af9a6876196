import { label, t } from '@guanxi/core';
import { Staff } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { ofWhoseCase } from '../common.ts';
import { p } from '../plugin.ts';
import { HandlingRecord, SolutionOption } from './entities.ts';

export const handlingFields = p.fields(HandlingRecord, (f) => ({
  step: f.column('step', { label: label('Step', '步骤') }),
  note: f.column('note', { ...ofWhoseCase, label: label('What came of it', '记录'), group: false, input: t.text(5_000) }),
  at: f.column('at', { label: label('At', '时间') }),
  complaint: f.one(Complaint, { on: ['complaintId', 'id'], label: label('Case', '个案') }),
  by: f.one(Staff, { on: ['byId', 'id'], label: label('By', '记录人') }),
}));

export const optionFields = p.fields(SolutionOption, (f) => ({
  round: f.column('round', { label: label('Round', '轮次') }),
  position: f.column('position', { label: label('Position', '序号') }),
  text: f.column('text', { ...ofWhoseCase, label: label('Solution', '方案'), group: false, input: t.text(2_000) }),
  cost: f.money('cost', { label: label('Cost', '成本') }),
  chosenAt: f.column('chosenAt', { label: label('Chosen by the customer', '客户选定时间') }),
  complaint: f.one(Complaint, { on: ['complaintId', 'id'], label: label('Case', '个案') }),
}));

export const handlingOfCase = p.fields(Complaint, (f) => ({
  steps: f.many(HandlingRecord, { on: ['id', 'complaintId'], label: label('Checklist', '处理步骤') }),
  options: f.many(SolutionOption, { on: ['id', 'complaintId'], label: label('Solutions offered', '解决方案') }),
}));
