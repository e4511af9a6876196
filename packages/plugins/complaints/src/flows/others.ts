/** The ways of enquiries, suggestions and praise (CMPL-08): short, and alike but for what comes of them. */
import { label } from '@guanxi/core';
import { workflowOf } from '@guanxi/plugin-workflow';
import { stateLabels as state } from '../cases/enums.ts';

const handler = { to: 'RESPONSIBLE' } as const;
const received = {
  label: state.RECEIVED,
  tasks: [{ key: 'acknowledge', label: label('Reply to the customer', '答复客户'), assign: handler }],
} as const;
const escalated = {
  label: state.ESCALATED,
  tasks: [{ key: 'takeUp', label: label('Take up the escalated case', '跟进升级个案'), assign: handler }],
} as const;
const step = { internal: true } as const;

export const enquiryFlow = workflowOf({
  id: 'complaints.enquiry',
  version: 1,
  label: label('Enquiry', '咨询处理'),
  initial: 'RECEIVED',
  final: ['CLOSED'],
  states: {
    RECEIVED: received,
    ACKNOWLEDGED: {
      label: state.ACKNOWLEDGED,
      tasks: [{ key: 'answer', label: label('Answer the question', '解答问题'), assign: handler }],
    },
    ANSWERED: { label: state.ANSWERED },
    ESCALATED: escalated,
    REOPENED: { label: state.REOPENED },
    CLOSED: { label: state.CLOSED },
  },
  transitions: [
    { on: 'acknowledge', from: ['RECEIVED', 'ESCALATED'], to: 'ACKNOWLEDGED', label: label('Acknowledge', '答复受理'), ...step },
    { on: 'answer', from: ['RECEIVED', 'ACKNOWLEDGED', 'ESCALATED', 'REOPENED'], to: 'ANSWERED', label: label('Answer', '解答'), ...step },
    {
      on: 'escalate',
      from: ['RECEIVED', 'ACKNOWLEDGED', 'ANSWERED', 'REOPENED'],
      to: 'ESCALATED',
      label: label('Escalate', '升级'),
      ...step,
    },
    { on: 'close', from: ['ANSWERED'], to: 'CLOSED', label: label('Close', '结案'), ...step },
    {
      on: 'mergeInto',
      from: ['RECEIVED', 'ACKNOWLEDGED', 'ANSWERED', 'ESCALATED', 'REOPENED'],
      to: 'CLOSED',
      label: label('Go on in another case', '并入其他个案'),
      ...step,
    },
    { on: 'reopen', from: ['CLOSED'], to: 'REOPENED', label: label('Reopen', '重新打开'), ...step },
  ],
});

export const suggestionFlow = workflowOf({
  id: 'complaints.suggestion',
  version: 1,
  label: label('Suggestion', '建议处理'),
  initial: 'RECEIVED',
  final: ['CLOSED'],
  states: {
    RECEIVED: received,
    ACKNOWLEDGED: {
      label: state.ACKNOWLEDGED,
      tasks: [{ key: 'decide', label: label('Decide on the suggestion', '评估建议'), assign: handler }],
    },
    ADOPTED: { label: state.ADOPTED },
    DECLINED: { label: state.DECLINED },
    ESCALATED: escalated,
    REOPENED: { label: state.REOPENED },
    CLOSED: { label: state.CLOSED },
  },
  transitions: [
    { on: 'acknowledge', from: ['RECEIVED', 'ESCALATED'], to: 'ACKNOWLEDGED', label: label('Acknowledge', '答复受理'), ...step },
    { on: 'adopt', from: ['ACKNOWLEDGED', 'ESCALATED', 'REOPENED'], to: 'ADOPTED', label: label('Adopt', '采纳'), ...step },
    { on: 'decline', from: ['ACKNOWLEDGED', 'ESCALATED', 'REOPENED'], to: 'DECLINED', label: label('Decline', '不采纳'), ...step },
    {
      on: 'escalate',
      from: ['RECEIVED', 'ACKNOWLEDGED', 'ADOPTED', 'DECLINED', 'REOPENED'],
      to: 'ESCALATED',
      label: label('Escalate', '升级'),
      ...step,
    },
    { on: 'close', from: ['ADOPTED', 'DECLINED'], to: 'CLOSED', label: label('Close', '结案'), ...step },
    {
      on: 'mergeInto',
      from: ['RECEIVED', 'ACKNOWLEDGED', 'ADOPTED', 'DECLINED', 'ESCALATED', 'REOPENED'],
      to: 'CLOSED',
      label: label('Go on in another case', '并入其他个案'),
      ...step,
    },
    { on: 'reopen', from: ['CLOSED'], to: 'REOPENED', label: label('Reopen', '重新打开'), ...step },
  ],
});

export const praiseFlow = workflowOf({
  id: 'complaints.praise',
  version: 1,
  label: label('Praise', '表扬处理'),
  initial: 'RECEIVED',
  final: ['CLOSED'],
  states: {
    RECEIVED: received,
    ACKNOWLEDGED: { label: state.ACKNOWLEDGED, tasks: [{ key: 'credit', label: label('Credit whom it is for', '记功'), assign: handler }] },
    CREDITED: { label: state.CREDITED },
    REOPENED: { label: state.REOPENED },
    CLOSED: { label: state.CLOSED },
  },
  transitions: [
    { on: 'acknowledge', from: ['RECEIVED'], to: 'ACKNOWLEDGED', label: label('Acknowledge', '答复受理'), ...step },
    { on: 'credit', from: ['RECEIVED', 'ACKNOWLEDGED', 'CREDITED', 'REOPENED'], to: 'CREDITED', label: label('Credit', '记功'), ...step },
    { on: 'close', from: ['ACKNOWLEDGED', 'CREDITED', 'REOPENED'], to: 'CLOSED', label: label('Close', '结案'), ...step },
    {
      on: 'mergeInto',
      from: ['RECEIVED', 'ACKNOWLEDGED', 'CREDITED', 'REOPENED'],
      to: 'CLOSED',
      label: label('Go on in another case', '并入其他个案'),
      ...step,
    },
    { on: 'reopen', from: ['CLOSED'], to: 'REOPENED', label: label('Reopen', '重新打开'), ...step },
  ],
});
