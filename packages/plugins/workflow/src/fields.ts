/** What of them can be selected, filtered and sorted by. */
import { label, sql, t } from '@guanxi/core';
import { Staff, Team } from '@guanxi/core/crm';
import { Task, TaskHandover, WorkflowDefinition, WorkflowInstance, WorkflowStep, WorkflowVersion } from './entities.ts';
import { p } from './plugin.ts';

export const definitionFields = p.fields(WorkflowDefinition, (f) => ({
  key: f.column('key', { label: label('Key', '标识') }),
  subjectType: f.column('subjectType', { label: label('For records of type', '适用记录类型') }),
  labelEn: f.column('labelEn', { label: label('English name', '英文名称'), input: t.text(100) }),
  labelZh: f.column('labelZh', { label: label('Chinese name', '中文名称'), input: t.text(100) }),
  shippedBy: f.column('shippedBy', { label: label('Shipped by plugin', '所属插件') }),
  currentNumber: f.column('currentNumber', { label: label('Version of new records', '当前版本') }),
  versions: f.many(WorkflowVersion, { on: ['id', 'definitionId'], label: label('Versions', '版本') }),
}));

export const versionFields = p.fields(WorkflowVersion, (f) => ({
  number: f.column('number', { label: label('Number', '版本号') }),
  body: f.column('body', { label: label('States and transitions', '状态与转换') }),
  codeVersion: f.column('codeVersion', { label: label('Version of the code', '代码版本') }),
  usedAt: f.column('usedAt', { label: label('Used since', '启用时间') }),
  definition: f.one(WorkflowDefinition, { on: ['definitionId', 'id'], label: label('Workflow', '工作流') }),
  instances: f.many(WorkflowInstance, { on: ['id', 'versionId'], label: label('Records on it', '使用记录') }),
}));

export const instanceFields = p.fields(WorkflowInstance, (f) => ({
  subjectId: f.column('subjectId', { label: label('Id of the record', '记录编号') }),
  visit: f.column('visit', { label: label('States it came into', '进入状态次数') }),
  versionId: f.column('versionId', { label: label('Version’s id', '版本编号') }),
  definitionId: f.column('definitionId', { label: label('Workflow’s id', '工作流编号') }),
  subjectType: f.column('subjectType', { label: label('Type of the record', '记录类型') }),
  subject: f.any({ type: 'subjectType', id: 'subjectId', label: label('Record', '记录') }),
  state: f.column('state', { label: label('State', '状态') }),
  enteredAt: f.column('enteredAt', { label: label('In the state since', '进入时间') }),
  escalationLevel: f.column('escalationLevel', { label: label('Escalation level', '升级层级') }),
  endedAt: f.column('endedAt', { label: label('Ended', '结束时间') }),
  definition: f.one(WorkflowDefinition, { on: ['definitionId', 'id'], label: label('Workflow', '工作流') }),
  workflowVersion: f.one(WorkflowVersion, { on: ['versionId', 'id'], label: label('Version', '版本') }),
  steps: f.many(WorkflowStep, { on: ['id', 'instanceId'], orderBy: 'at', label: label('Way', '流转记录') }),
}));

export const stepFields = p.fields(WorkflowStep, (f) => ({
  at: f.column('at', { label: label('At', '时间') }),
  cause: f.column('cause', { label: label('Cause', '起因') }),
  event: f.column('event', { label: label('Event', '事件') }),
  fromState: f.column('fromState', { label: label('From', '原状态') }),
  toState: f.column('toState', { label: label('To', '新状态') }),
  reason: f.column('reason', { label: label('Reason', '原因'), group: false, input: t.text(1_000) }),
  staff: f.one(Staff, { on: ['staffId', 'id'], label: label('By', '操作人') }),
  instance: f.one(WorkflowInstance, { on: ['instanceId', 'id'], label: label('Record in the workflow', '流程实例') }),
}));

export const taskFields = p.fields(Task, (f) => ({
  labelEn: f.column('labelEn', { label: label('English name', '英文名称') }),
  labelZh: f.column('labelZh', { label: label('Chinese name', '中文名称') }),
  key: f.column('key', { label: label('Key', '标识') }),
  inState: f.column('inState', { label: label('In state', '所属状态') }),
  state: f.column('state', { label: label('State', '任务状态') }),
  dueAt: f.column('dueAt', { label: label('Due', '截止时间') }),
  overdue: f.column('overdue', { label: label('Overdue', '已逾期') }),
  doneAt: f.column('doneAt', { label: label('Done', '完成时间') }),
  note: f.column('note', { label: label('Note', '备注'), group: false, input: t.text(2_000) }),
  subjectType: f.column('subjectType', { label: label('Type of the record', '记录类型') }),
  subject: f.any({ type: 'subjectType', id: 'subjectId', label: label('Record', '记录') }),
  assignee: f.one(Staff, { on: ['ownerId', 'id'], label: label('Assignee', '负责人') }),
  team: f.one(Team, { on: ['teamId', 'id'], label: label('Team', '团队') }),
  doneBy: f.one(Staff, { on: ['doneById', 'id'], label: label('Done by', '完成人') }),
  instance: f.one(WorkflowInstance, { on: ['instanceId', 'id'], label: label('Record in the workflow', '流程实例') }),
  handovers: f.many(TaskHandover, { on: ['id', 'taskId'], orderBy: 'at', label: label('Hand-overs', '移交记录') }),
}));

export const handoverFields = p.fields(TaskHandover, (f) => ({
  at: f.column('at', { label: label('At', '时间') }),
  reason: f.column('reason', { label: label('Reason', '原因'), group: false, input: t.text(1_000) }),
  from: f.one(Staff, { on: ['fromStaffId', 'id'], label: label('From', '移交人') }),
  fromTeam: f.one(Team, { on: ['fromTeamId', 'id'], label: label('From team', '移出团队') }),
  to: f.one(Staff, { on: ['toStaffId', 'id'], label: label('To', '接收人') }),
  toTeam: f.one(Team, { on: ['toTeamId', 'id'], label: label('To team', '接收团队') }),
  by: f.one(Staff, { on: ['byStaffId', 'id'], label: label('By', '操作人') }),
  task: f.one(Task, { on: ['taskId', 'id'], label: label('Task', '任务') }),
}));

export const onStaff = p.fields(Staff, (f) => ({
  tasks: f.many(Task, { on: ['id', 'ownerId'], orderBy: 'dueAt', label: label('Tasks', '任务') }),
  openTaskCount: f.sql('Int', (staff, q) => q.count(Task, (task) => sql`${task.ownerId} = ${staff.id} and ${task.state} = 'OPEN'`), {
    label: label('Open tasks', '待办任务数'),
    filter: true,
    sort: true,
    permission: 'workflow:tasks:read',
  }),
}));
