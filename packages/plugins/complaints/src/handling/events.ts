/** What can be heard of handling, and what is refused (CMPL-04). */
import { label, t } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { p } from '../plugin.ts';
import { SolutionOption } from './entities.ts';
import { HandlingStep } from './enums.ts';

const whose = { customerId: t.nullable(t.id(Customer)) } as const;

export const StepRecorded = p.event('complaints.step.recorded', {
  label: label('Step of handling recorded', '处理步骤已记录'),
  subject: Complaint,
  data: { ...whose, step: t.enum(HandlingStep) },
});
export const SolutionsOffered = p.event('complaints.solution.offered', {
  label: label('Solutions offered', '已提出方案'),
  subject: Complaint,
  data: { ...whose, options: t.list(t.id(SolutionOption)) },
});
export const SolutionChosen = p.event('complaints.solution.chosen', {
  label: label('The customer chose a solution', '客户已选定方案'),
  subject: Complaint,
  data: { ...whose, option: t.id(SolutionOption) },
});
export const ComplaintSolved = p.event('complaints.complaint.solved', {
  label: label('Complaint solved', '投诉已解决'),
  subject: Complaint,
  data: { ...whose, inTime: t.bool() },
});

export const notListened = p.refusal('COMPLAINTS_NOT_LISTENED', {
  en: 'Case {number} has no record of listening to the customer; that comes first.',
  zh: '个案 {number} 没有倾听记录；须先倾听客户诉求。',
});
export const stepDone = p.refusal('COMPLAINTS_STEP_DONE', {
  en: 'Step {step} is recorded already.',
  zh: '步骤 {step} 已有记录。',
});
export const notAssigned = p.refusal('COMPLAINTS_NOT_ASSIGNED', {
  en: 'Case {number} has no handler yet.',
  zh: '个案 {number} 尚未分派处理人。',
});
export const tooFewOptions = p.refusal('COMPLAINTS_TOO_FEW_OPTIONS', {
  en: 'The customer chooses: at least {least} solutions are offered, and these are {given}.',
  zh: '须由客户选择：至少提出 {least} 个方案，现有 {given} 个。',
});
export const sameOption = p.refusal('COMPLAINTS_SAME_OPTION', {
  en: 'Two of the solutions are the same.',
  zh: '其中有两个方案相同。',
});
export const notOffered = p.refusal('COMPLAINTS_NOT_OFFERED', {
  en: 'That is none of the solutions that were offered last for case {number}.',
  zh: '该方案不在个案 {number} 最近提出的方案之中。',
});
export const notChosen = p.refusal('COMPLAINTS_NOT_CHOSEN', {
  en: 'The customer has not chosen a solution for case {number} yet.',
  zh: '个案 {number} 的客户尚未选定方案。',
});
export const onlyComplaints = p.refusal('COMPLAINTS_ONLY_COMPLAINTS', {
  en: 'This is done for complaints; case {number} is none.',
  zh: '此操作仅适用于投诉；个案 {number} 不是投诉。',
});
