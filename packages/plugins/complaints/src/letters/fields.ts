import { label, sql, t } from '@guanxi/core';
import { Staff } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { ofWhoseCase } from '../common.ts';
import { p } from '../plugin.ts';
import { LetterEntry } from './entities.ts';

export const letterFields = p.fields(LetterEntry, (f) => ({
  writtenOn: f.column('writtenOn', { label: label('Date of the letter', '落款日期') }),
  sender: f.column('sender', { ...ofWhoseCase, label: label('Sender', '寄信人'), group: false, input: t.text(200) }),
  answerDue: f.column('answerDue', { label: label('To be answered by', '答复期限') }),
  answeredAt: f.column('answeredAt', { label: label('Answered', '答复时间') }),
  answerReference: f.column('answerReference', {
    ...ofWhoseCase,
    label: label('Reference of the answer', '复函编号'),
    group: false,
    input: t.text(200),
  }),
  isUnanswered: f.sql('Boolean', (l) => sql`${l.answeredAt} is null`, { label: label('Unanswered', '未答复'), filter: true }),
  complaint: f.one(Complaint, { on: ['complaintId', 'id'], label: label('Case', '个案') }),
  answeredBy: f.one(Staff, { on: ['answeredById', 'id'], label: label('Answered by', '答复人') }),
}));
export const letterOfCase = p.fields(Complaint, (f) => ({
  letter: f.many(LetterEntry, { on: ['id', 'complaintId'], label: label('Entry in the registry of letters', '来信登记') }),
}));
