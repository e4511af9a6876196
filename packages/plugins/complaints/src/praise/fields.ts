import { label, sql, t } from '@guanxi/core';
import { Customer, Staff } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { ofWhoseCase } from '../common.ts';
import { p } from '../plugin.ts';
import { ComplaintReward, PraiseCredit } from './entities.ts';

export const creditFields = p.fields(PraiseCredit, (f) => ({
  note: f.column('note', { ...ofWhoseCase, label: label('For what', '事由'), group: false, input: t.text(2_000) }),
  staffId: f.column('staffId', { label: label('Id of the member of staff', '员工编号') }),
  complaint: f.one(Complaint, { on: ['complaintId', 'id'], label: label('Case', '个案') }),
  staff: f.one(Staff, { on: ['staffId', 'id'], label: label('Member of staff', '员工') }),
}));
export const rewardFields = p.fields(ComplaintReward, (f) => ({
  points: f.column('points', { label: label('Points', '积分'), aggregate: ['sum'] }),
  complaint: f.one(Complaint, { on: ['complaintId', 'id'], label: label('Case', '个案') }),
  customer: f.one(Customer, { on: ['customerId', 'id'], label: label('Customer', '客户') }),
}));

export const praiseOfCase = p.fields(Complaint, (f) => ({
  credits: f.many(PraiseCredit, { on: ['id', 'complaintId'], label: label('Credited to', '记功员工') }),
  rewards: f.many(ComplaintReward, { on: ['id', 'complaintId'], label: label('Reward', '奖励') }),
}));
export const praiseOfStaff = p.fields(Staff, (f) => ({
  praise: f.many(PraiseCredit, { on: ['id', 'staffId'], label: label('Praise', '表扬') }),
  praiseCount: f.sql('Int', (s, q) => q.count(PraiseCredit, (c) => sql`${c.staffId} = ${s.id}`), {
    label: label('How often praised', '表扬次数'),
    sort: true,
    permission: 'complaints:read',
  }),
}));
