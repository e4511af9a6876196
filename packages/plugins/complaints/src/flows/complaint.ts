/** The way of a complaint (CMPL-01). Every step is taken by a command of this plugin, which checks and records what belongs to it. */
import { label } from '@guanxi/core';
import { workflowOf } from '@guanxi/plugin-workflow';
import { stateLabels as state } from '../cases/enums.ts';

const handler = { to: 'RESPONSIBLE' } as const;

export const complaintFlow = workflowOf({
  id: 'complaints.complaint',
  version: 1,
  label: label('Complaint', '投诉处理'),
  initial: 'RECEIVED',
  final: ['CLOSED'],
  states: {
    RECEIVED: {
      label: state.RECEIVED,
      tasks: [{ key: 'acknowledge', label: label('Reply to the customer', '答复客户'), assign: handler }],
    },
    ACKNOWLEDGED: {
      label: state.ACKNOWLEDGED,
      tasks: [{ key: 'classify', label: label('Classify the complaint', '确认投诉分类'), assign: handler }],
    },
    CLASSIFIED: { label: state.CLASSIFIED, tasks: [{ key: 'assign', label: label('Assign a handler', '分派处理人'), assign: handler }] },
    ASSIGNED: {
      label: state.ASSIGNED,
      tasks: [{ key: 'handle', label: label('Listen, and offer solutions', '倾听诉求，提出方案'), assign: handler }],
    },
    SOLUTION_OFFERED: {
      label: state.SOLUTION_OFFERED,
      tasks: [{ key: 'settle', label: label('Settle on a solution', '确定解决方案'), assign: handler }],
    },
    PROMISED: { label: state.PROMISED, tasks: [{ key: 'fulfil', label: label('Do what was promised', '兑现承诺'), assign: handler }] },
    FULFILLED: {
      label: state.FULFILLED,
      tasks: [{ key: 'confirm', label: label('Have the customer confirm', '回访客户并确认'), assign: handler }],
    },
    ESCALATED: {
      label: state.ESCALATED,
      tasks: [{ key: 'takeUp', label: label('Take up the escalated case', '跟进升级个案'), assign: handler }],
    },
    REOPENED: { label: state.REOPENED, tasks: [{ key: 'assign', label: label('Assign a handler', '分派处理人'), assign: handler }] },
    CLOSED: { label: state.CLOSED },
  },
  transitions: [
    { on: 'acknowledge', from: ['RECEIVED', 'ESCALATED'], to: 'ACKNOWLEDGED', label: label('Acknowledge', '答复受理'), internal: true },
    { on: 'classify', from: ['ACKNOWLEDGED', 'ESCALATED'], to: 'CLASSIFIED', label: label('Classify', '分类'), internal: true },
    {
      on: 'assign',
      from: ['CLASSIFIED', 'REOPENED', 'ESCALATED'],
      to: 'ASSIGNED',
      requires: ['class'],
      label: label('Assign', '分派'),
      internal: true,
    },
    {
      on: 'offer',
      from: ['ASSIGNED', 'SOLUTION_OFFERED', 'ESCALATED'],
      to: 'SOLUTION_OFFERED',
      label: label('Offer solutions', '提出方案'),
      internal: true,
    },
    { on: 'promise', from: ['SOLUTION_OFFERED', 'ESCALATED'], to: 'PROMISED', label: label('Promise', '承诺'), internal: true },
    { on: 'fulfil', from: ['SOLUTION_OFFERED', 'PROMISED', 'ESCALATED'], to: 'FULFILLED', label: label('Fulfil', '兑现'), internal: true },
    {
      on: 'escalate',
      from: ['RECEIVED', 'ACKNOWLEDGED', 'CLASSIFIED', 'ASSIGNED', 'SOLUTION_OFFERED', 'PROMISED', 'FULFILLED', 'REOPENED'],
      to: 'ESCALATED',
      label: label('Escalate', '升级'),
      internal: true,
    },
    { on: 'close', from: ['FULFILLED', 'ESCALATED'], to: 'CLOSED', label: label('Close', '结案'), internal: true },
    {
      on: 'mergeInto',
      from: ['RECEIVED', 'ACKNOWLEDGED', 'CLASSIFIED', 'ASSIGNED', 'SOLUTION_OFFERED', 'PROMISED', 'FULFILLED', 'ESCALATED', 'REOPENED'],
      to: 'CLOSED',
      label: label('Go on in another case', '并入其他个案'),
      internal: true,
    },
    { on: 'reopen', from: ['CLOSED'], to: 'REOPENED', label: label('Reopen', '重新打开'), internal: true },
  ],
});
