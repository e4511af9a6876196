import { label, t } from '@guanxi/core';
import { BusinessCalendar } from '@guanxi/plugin-calendar';
import { Complaint } from '../cases/entities.ts';
import { ofWhoseCase } from '../common.ts';
import { p } from '../plugin.ts';
import { ClockPause, SlaPolicy } from './entities.ts';

export const policyFields = p.fields(SlaPolicy, (f) => ({
  name: f.column('name', { label: label('Name', '名称'), input: t.text(100) }),
  type: f.column('type', { label: label('For the type', '适用类型') }),
  class: f.column('class', { label: label('For the class', '适用分类') }),
  minSeverity: f.column('minSeverity', { label: label('From this severity on', '最低严重程度') }),
  keyCustomer: f.column('keyCustomer', { label: label('For key customers only', '仅适用于重点客户') }),
  clock: f.column('clock', { label: label('Clock', '计时方式') }),
  ackWithin: f.column('ackWithin', { label: label('To acknowledge within', '答复时限') }),
  handleWithin: f.column('handleWithin', { label: label('To handle within', '处理时限') }),
  warnBefore: f.column('warnBefore', { label: label('Warning before', '提前预警') }),
  responsibleRole: f.column('responsibleRole', { label: label('Responsible role', '责任角色') }),
  calendarId: f.column('calendarId', { label: label('Business calendar’s id', '工作日历编号') }),
  retiredAt: f.column('retiredAt', { label: label('Retired', '停用时间') }),
  calendar: f.one(BusinessCalendar, { on: ['calendarId', 'id'], label: label('Business calendar', '工作日历') }),
  replacedBy: f.one(SlaPolicy, { on: ['replacedById', 'id'], label: label('Replaced by', '替代政策') }),
}));

export const pauseFields = p.fields(ClockPause, (f) => ({
  from: f.column('from', { label: label('From', '开始') }),
  to: f.column('to', { label: label('To', '结束') }),
  reason: f.column('reason', { ...ofWhoseCase, label: label('What is waited for', '等待事项'), group: false, input: t.text(500) }),
  complaint: f.one(Complaint, { on: ['complaintId', 'id'], label: label('Case', '个案') }),
}));
export const pausesOfCase = p.fields(Complaint, (f) => ({
  pauses: f.many(ClockPause, { on: ['id', 'complaintId'], label: label('Waits for the customer', '等待客户记录') }),
}));
