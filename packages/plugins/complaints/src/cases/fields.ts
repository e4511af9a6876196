import { label, sql, t } from '@guanxi/core';
import { Contact, Customer, Staff, Team } from '@guanxi/core/crm';
import { SlaPolicy } from '../clocks/entities.ts';
import { p } from '../plugin.ts';
import { ComplaintCause } from '../taxonomy/entities.ts';
import { Complaint, ComplaintCounter } from './entities.ts';

/** What a customer's contact sees of their own cases. */
const own = { classification: 'PUBLIC' } as const;
const personal = { subject: ['customerId', 'contactId'] } as const;
const minutes = ['avg', 'min', 'max', 'median', 'p90'] as const;

export const complaintFields = p.fields(Complaint, (f) => ({
  number: f.column('number', { ...own, label: label('Number', '编号'), search: 'exact', group: false }),
  type: f.column('type', { ...own, label: label('Type', '类型') }),
  class: f.column('class', { label: label('Class', '分类') }),
  causeId: f.column('causeId', { label: label('Cause’s id', '原因编号') }),
  severity: f.column('severity', { label: label('Severity, 1 to 5', '严重程度（1–5）'), group: true, aggregate: ['avg', 'max'] }),
  channel: f.column('channel', { ...own, label: label('Channel', '渠道') }),
  touchpoint: f.column('touchpoint', { label: label('Touchpoint', '接触点'), group: true, input: t.text(200) }),
  department: f.column('department', { label: label('Department', '责任部门'), group: true, input: t.text(100) }),
  text: f.column('text', {
    ...own,
    label: label('What was said', '内容'),
    search: 'text',
    sort: false,
    group: false,
    input: t.text(20_000),
    personal: { ...personal, keepsText: true },
  }),
  reply: f.column('reply', { ...own, label: label('First reply', '首次答复'), sort: false, group: false, input: t.text(2_000), personal }),
  complainantName: f.column('complainantName', {
    personal,
    label: label('Name of who is not on record', '未建档投诉人姓名'),
    group: false,
    input: t.text(200),
  }),
  complainantPhone: f.column('complainantPhone', {
    personal,
    label: label('Their telephone', '未建档投诉人电话'),
    group: false,
    input: t.text(40),
  }),
  complainantEmail: f.column('complainantEmail', {
    personal,
    label: label('Their e-mail', '未建档投诉人邮箱'),
    group: false,
    input: t.email(),
  }),
  state: f.column('state', { ...own, label: label('State', '状态') }),
  keyCustomer: f.column('keyCustomer', { label: label('Of a key customer', '重点客户') }),
  outcome: f.column('outcome', { ...own, label: label('Outcome', '处理结果'), group: false, input: t.text(5_000), personal }),
  adopted: f.column('adopted', { ...own, label: label('Adopted', '已采纳') }),
  confirmedBy: f.column('confirmedBy', { label: label('Confirmed by', '客户确认人'), group: false, input: t.text(200), personal }),
  classification: f.column('classification', { label: label('Classification', '密级') }),
  ownerId: f.column('ownerId', { label: label('Handler’s id', '处理人编号') }),
  teamId: f.column('teamId', { label: label('Team’s id', '团队编号') }),

  customer: f.one(Customer, { ...own, on: ['customerId', 'id'], label: label('Customer', '客户') }),
  contact: f.one(Contact, { ...own, on: ['contactId', 'id'], label: label('Contact', '联系人') }),
  employee: f.one(Staff, { on: ['employeeId', 'id'], label: label('Employee who came with it', '提出人（员工）') }),
  handler: f.one(Staff, { on: ['ownerId', 'id'], label: label('Handler', '处理人') }),
  team: f.one(Team, { on: ['teamId', 'id'], label: label('Team', '团队') }),
  firstHandler: f.one(Staff, { on: ['firstHandlerId', 'id'], label: label('First handler', '首位处理人') }),
  cause: f.one(ComplaintCause, { on: ['causeId', 'id'], label: label('Cause', '原因') }),
  policy: f.one(SlaPolicy, { on: ['policyId', 'id'], label: label('Time limits', '时限政策') }),
  duplicateOf: f.one(Complaint, { on: ['duplicateOfId', 'id'], label: label('Duplicate of', '重复于') }),
  duplicates: f.many(Complaint, { on: ['id', 'duplicateOfId'], label: label('Duplicates', '重复个案') }),
}));

export const complaintClockFields = p.fields(Complaint, (f) => ({
  receivedAt: f.column('receivedAt', { ...own, label: label('Received', '受理时间'), aggregate: ['min', 'max'] }),
  handlingFrom: f.column('handlingFrom', { label: label('Limit to handle counts from', '处理计时起点') }),
  ackDue: f.column('ackDue', { label: label('To be acknowledged by', '答复期限') }),
  handleDue: f.column('handleDue', { label: label('To be handled by', '处理期限') }),
  provisional: f.column('provisional', {
    label: label('Limits are provisional: holidays are not published yet', '期限为暂定：节假日尚未公布'),
  }),
  waitingSince: f.column('waitingSince', { label: label('Waiting for the customer since', '等待客户起始时间') }),
  acknowledgedAt: f.column('acknowledgedAt', { ...own, label: label('Acknowledged', '答复时间') }),
  solvedAt: f.column('solvedAt', { ...own, label: label('Solved', '解决时间') }),
  closedAt: f.column('closedAt', { ...own, label: label('Closed', '结案时间') }),
  ackBreachedAt: f.column('ackBreachedAt', { label: label('Limit to acknowledge breached', '答复超时时间') }),
  handleBreachedAt: f.column('handleBreachedAt', { label: label('Limit to handle breached', '处理超时时间') }),
  ackMinutes: f.column('ackMinutes', { label: label('Minutes to acknowledge', '答复用时（分）'), aggregate: minutes }),
  solveMinutes: f.column('solveMinutes', { label: label('Minutes to solve', '解决用时（分）'), aggregate: minutes }),
  escalatedAt: f.column('escalatedAt', { label: label('Escalated', '升级时间') }),
  escalationLevel: f.column('escalationLevel', { label: label('Level of escalation', '升级级别'), group: true, aggregate: ['max'] }),
  reopenedCount: f.column('reopenedCount', { label: label('Times reopened', '重新打开次数'), aggregate: ['sum'] }),
  isOpen: f.sql('Boolean', (c) => sql`${c.closedAt} is null`, { ...own, label: label('Open', '未结案'), filter: true }),
  isOverdue: f.sql(
    'Boolean',
    (c, q) =>
      sql`${c.closedAt} is null and (${c.waitingSince} is null and ${c.solvedAt} is null and coalesce(${c.handleDue} < ${q.now}, false) or ${c.acknowledgedAt} is null and coalesce(${c.ackDue} < ${q.now}, false))`,
    { label: label('Overdue', '已超时'), filter: true },
  ),
  ageDays: f.sql(
    'Int',
    (c, q) => sql`case when ${c.closedAt} is null then floor(extract(epoch from ${q.now} - ${c.receivedAt}) / 86400)::int end`,
    {
      label: label('Days since receipt, while open', '未结案天数'),
      filter: true,
    },
  ),
}));

/** Shares of a group, from 0 to 1; null where there is nothing to reckon them of. */
export const complaintMeasures = p.fields(Complaint, (f) => ({
  acknowledgedInTime: f.measure('Decimal', {
    label: label('Share acknowledged within the limit', '按时答复率'),
    sql: (c) =>
      sql`round(avg(case when ${c.acknowledgedAt} is not null and ${c.ackDue} is not null then (${c.acknowledgedAt} <= ${c.ackDue})::int end), 4)`,
  }),
  solvedInTime: f.measure('Decimal', {
    label: label('Share solved within the limit', '按时解决率'),
    sql: (c) =>
      sql`round(avg(case when ${c.solvedAt} is not null and ${c.handleDue} is not null then (${c.handleBreachedAt} is null and ${c.solvedAt} <= ${c.handleDue})::int end), 4)`,
  }),
  reopenRate: f.measure('Decimal', {
    label: label('Share of those ever closed that were reopened', '重开率'),
    sql: (c) => sql`round(avg(case when ${c.closedAt} is not null or ${c.reopenedCount} > 0 then (${c.reopenedCount} > 0)::int end), 4)`,
  }),
  openCount: f.measure('Int', {
    label: label('How many are open', '未结案数'),
    sql: (c) => sql`(count(*) filter (where ${c.closedAt} is null))::int`,
  }),
}));

export const counterFields = p.fields(ComplaintCounter, (f) => ({
  last: f.column('last', { label: label('Last number given out', '最后编号') }),
}));
