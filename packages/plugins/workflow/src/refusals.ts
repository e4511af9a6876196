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
