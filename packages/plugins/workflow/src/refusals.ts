/** What is refused, in both languages. */
import { p } from './plugin.ts';

/** G7: the table of the record's workflow has no such event from its state. */
export const notInTable = p.refusal('WORKFLOW_NOT_IN_TABLE', {
  en: 'There is no "{event}" from the state {state}; there is: {events}.',
  zh: '状态“{state}”下没有事件“{event}”；可用的有：{events}。',
});
export const guardSaysNo = p.refusal('WORKFLOW_GUARD', { en: '{why}', zh: '{why}' });
export const fieldsMissing = p.refusal('WORKFLOW_FIELDS_MISSING', {
  en: 'Before "{event}", these must be filled in: {fields}.',
  zh: '执行“{event}”之前须填写：{fields}。',
});
export const reasonMissing = p.refusal('WORKFLOW_REASON_MISSING', { en: '"{event}" needs a reason.', zh: '“{event}”须说明原因。' });
export const pluginsOnly = p.refusal('WORKFLOW_PLUGINS_ONLY', {
  en: '"{event}" has a command of its own, which does it.',
  zh: '“{event}”须通过其专用命令执行。',
});
/** The state of a record belongs to its workflow. */
export const stateIsTheWorkflows = p.refusal('WORKFLOW_STATE_BYPASSED', {
  en: 'The state of {what} is changed by its workflow only: fire an event.',
  zh: '{what}的状态只能由工作流改变：请触发事件。',
});
export const noWorkflow = p.refusal('WORKFLOW_NONE', {
  en: 'Records of type {type} have no workflow.',
  zh: '“{type}”类型的记录没有工作流。',
});
export const notStarted = p.refusal('WORKFLOW_NOT_STARTED', {
  en: 'The workflow of this record has not begun.',
  zh: '该记录的工作流尚未启动。',
});
export const startedAlready = p.refusal('WORKFLOW_STARTED', {
  en: 'The record is in the workflow "{key}" already.',
  zh: '该记录已处于工作流“{key}”中。',
});
export const otherWorkflow = p.refusal('WORKFLOW_OTHER', {
  en: 'The record is in the workflow "{key}", not in "{asked}".',
  zh: '该记录处于工作流“{key}”，而非“{asked}”。',
});
/** Code that ships a changed definition under a version that records are on. */
export const versionEdited = p.refusal('WORKFLOW_VERSION_USED', {
  en: 'Version {version} of the workflow "{key}" is used and stays as it is: make the next version.',
  zh: '工作流“{key}”的版本 {version} 已在使用，不可修改：请建立下一版本。',
});
export const unknownWorkflow = p.refusal('WORKFLOW_UNKNOWN', {
  en: 'There is no workflow "{key}" for records of type {type}.',
  zh: '“{type}”类型的记录没有名为“{key}”的工作流。',
});
/** What the engine itself runs when a time is up, or a plugin when a record goes. */
export const insideOnly = p.refusal('WORKFLOW_INSIDE_ONLY', {
  en: '"{command}" is run by the engine, not by people.',
  zh: '“{command}”由引擎自动执行，不能手动调用。',
});
export const taskClosed = p.refusal('WORKFLOW_TASK_CLOSED', {
  en: 'The task "{task}" is done or no longer needed.',
  zh: '任务“{task}”已完成或已取消。',
});
export const taskTaken = p.refusal('WORKFLOW_TASK_TAKEN', {
  en: 'Somebody has the task "{task}" already.',
  zh: '任务“{task}”已有人认领。',
});

/** Tasks are for people who work here now. */
export const notAtWork = p.refusal('WORKFLOW_NOT_AT_WORK', {
  en: 'A task goes to a member of staff who works here.',
  zh: '任务只能交给在职员工。',
});

// ── what is wrong with a definition: each with the path in it ──
export const malformed = p.refusal('WORKFLOW_MALFORMED', {
  en: 'This is no part of a workflow: {detail}.',
  zh: '工作流定义格式有误：{detail}。',
});
export const unreachableState = p.refusal('WORKFLOW_UNREACHABLE_STATE', {
  en: 'No way leads to the state {detail}.',
  zh: '没有任何路径可到达状态“{detail}”。',
});
export const noEndState = p.refusal('WORKFLOW_NO_END_STATE', { en: 'There is no end state.', zh: '没有结束状态。' });
export const deadEnd = p.refusal('WORKFLOW_DEAD_END', {
  en: 'From the state {detail} no end state can be reached.',
  zh: '从状态“{detail}”无法到达任何结束状态。',
});
export const unknownState = p.refusal('WORKFLOW_UNKNOWN_STATE', { en: 'There is no state {detail}.', zh: '没有状态“{detail}”。' });
export const unknownEvent = p.refusal('WORKFLOW_UNKNOWN_EVENT', {
  en: 'No transition out of this state has the event "{detail}".',
  zh: '该状态没有由事件“{detail}”触发的转换。',
});
export const shadowed = p.refusal('WORKFLOW_SHADOWED', {
  en: 'An earlier transition on "{detail}" has no guard, so that this one never happens.',
  zh: '前面由“{detail}”触发的转换没有条件，因此本转换永远不会发生。',
});
export const guardSyntax = p.refusal('WORKFLOW_GUARD_SYNTAX', {
  en: 'The guard cannot be read: {detail}.',
  zh: '条件表达式无法解析：{detail}。',
});
export const unknownField = p.refusal('WORKFLOW_UNKNOWN_FIELD', { en: 'There is no field {detail}.', zh: '没有字段 {detail}。' });
export const unknownAction = p.refusal('WORKFLOW_UNKNOWN_ACTION', {
  en: 'There is no action "{detail}" for these records.',
  zh: '此类记录没有动作“{detail}”。',
});
export const unknownActionInput = p.refusal('WORKFLOW_UNKNOWN_ACTION_INPUT', {
  en: 'The action does not take "{detail}".',
  zh: '该动作没有参数“{detail}”。',
});
export const unknownPermission = p.refusal('WORKFLOW_UNKNOWN_PERMISSION', {
  en: 'There is no permission "{detail}".',
  zh: '没有权限“{detail}”。',
});
export const unknownAssignee = p.refusal('WORKFLOW_UNKNOWN_ASSIGNEE', {
  en: 'There is no such member of staff, team or role: {detail}.',
  zh: '没有该员工、团队或角色：{detail}。',
});
export const unknownClock = p.refusal('WORKFLOW_UNKNOWN_CLOCK', {
  en: 'There is no business calendar "{detail}".',
  zh: '没有工作日历“{detail}”。',
});
export const waitTooShort = p.refusal('WORKFLOW_WAIT_TOO_SHORT', {
  en: 'A wait is at least a minute, and {detail} is not.',
  zh: '等待时间至少为一分钟，{detail} 过短。',
});
export const taskTwice = p.refusal('WORKFLOW_TASK_TWICE', {
  en: 'The state has the task "{detail}" twice.',
  zh: '该状态重复定义了任务“{detail}”。',
});
export const foreignKey = p.refusal('WORKFLOW_KEY', {
  en: '"{key}" is no name for a workflow of one’s own: those begin with "own.".',
  zh: '“{key}”不能作为自定义工作流的标识：自定义工作流须以“own.”开头。',
});
export const stateUnmapped = p.refusal('WORKFLOW_STATE_UNMAPPED', {
  en: 'The new version has no state {state}: say which of its states that becomes.',
  zh: '新版本没有状态“{state}”：请指明对应的新状态。',
});
