import { label, t } from '@guanxi/core';
import { Staff } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { ofWhoseCase } from '../common.ts';
import { p } from '../plugin.ts';
import { ConfirmationAttempt } from './entities.ts';

export const attemptFields = p.fields(ConfirmationAttempt, (f) => ({
  channel: f.column('channel', { label: label('Channel', '渠道') }),
  at: f.column('at', { label: label('At', '时间') }),
  note: f.column('note', { ...ofWhoseCase, label: label('What came of it', '结果'), group: false, input: t.text(2_000) }),
  complaint: f.one(Complaint, { on: ['complaintId', 'id'], label: label('Case', '个案') }),
  by: f.one(Staff, { on: ['byId', 'id'], label: label('By', '记录人') }),
}));
export const attemptsOfCase = p.fields(Complaint, (f) => ({
  confirmationAttempts: f.many(ConfirmationAttempt, {
    on: ['id', 'complaintId'],
    label: label('Attempts to get a confirmation', '回访确认记录'),
  }),
}));
