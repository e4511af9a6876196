import { label, sql, t } from '@guanxi/core';
import { Staff } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { ofWhoseCase } from '../common.ts';
import { p } from '../plugin.ts';
import { ComplaintPromise, PromiseAuthority } from './entities.ts';

const own = { classification: 'PUBLIC' } as const;

export const promiseFields = p.fields(ComplaintPromise, (f) => ({
  text: f.column('text', { ...ofWhoseCase, ...own, label: label('What was promised', '承诺内容'), group: false, input: t.text(2_000) }),
  value: f.money('value', { label: label('Value', '金额'), aggregate: ['sum', 'avg'] }),
  dueAt: f.column('dueAt', { ...own, label: label('Due', '到期时间') }),
  state: f.column('state', { ...own, label: label('State', '状态') }),
  fulfilledAt: f.column('fulfilledAt', { ...own, label: label('Fulfilled', '兑现时间') }),
  brokenAt: f.column('brokenAt', { label: label('Broken', '违约时间') }),
  reason: f.column('reason', { ...ofWhoseCase, label: label('Reason', '原因'), group: false, input: t.text(2_000) }),
  ownerId: f.column('ownerId', { label: label('Id of who sees to it', '负责人编号') }),
  complaint: f.one(Complaint, { ...own, on: ['complaintId', 'id'], label: label('Case', '个案') }),
  owner: f.one(Staff, { on: ['ownerId', 'id'], label: label('Who sees to it', '负责人') }),
  givenBy: f.one(Staff, { on: ['givenById', 'id'], label: label('Given by', '承诺人') }),
  approvedBy: f.one(Staff, { on: ['approvedById', 'id'], label: label('Approved by', '审批人') }),
  /** Of those that were due or settled; one kept too late was broken. */
  keptRate: f.measure('Decimal', {
    label: label('Share of promises kept in time', '承诺兑现率'),
    sql: (row) => sql`round(avg(case when ${row.brokenAt} is not null then 0 when ${row.state} = 'FULFILLED' then 1 end), 4)`,
  }),
}));

export const authorityFields = p.fields(PromiseAuthority, (f) => ({
  role: f.column('role', { label: label('Role', '角色') }),
  maxAmount: f.column('maxAmount', { label: label('Up to this amount, in the tenant’s currency', '金额上限') }),
  maxDays: f.column('maxDays', { label: label('Up to this many days ahead', '天数上限') }),
  staff: f.one(Staff, { on: ['staffId', 'id'], label: label('Member of staff', '员工') }),
}));

export const promisesOfCase = p.fields(Complaint, (f) => ({
  promises: f.many(ComplaintPromise, { ...own, on: ['id', 'complaintId'], orderBy: 'dueAt', label: label('Promises', '承诺') }),
}));
