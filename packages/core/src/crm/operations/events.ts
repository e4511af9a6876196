/** What can be heard of operations, and what is refused. */
import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { Operation } from './entities.ts';

const named = { plugin: t.text(40), name: t.text(200) };

export const OperationCancelled = p.event('crm.operation.cancelled', {
  label: label('Operation cancelled', '批量作业已取消'),
  subject: Operation,
  data: named,
});
export const OperationRetried = p.event('crm.operation.retried', {
  label: label('Operation retried', '批量作业已重试'),
  subject: Operation,
  data: named,
});

export const isOver = p.refusal('CRM_OPERATION_OVER', {
  en: 'The operation “{name}” is over ({state}).',
  zh: '批量作业“{name}”已结束（{state}）。',
});
export const nothingToRetry = p.refusal('CRM_OPERATION_NOTHING_TO_RETRY', {
  en: 'The operation “{name}” has nothing to retry: it did not fail, and none of its items was refused ({state}).',
  zh: '批量作业“{name}”没有可重试的内容：未失败，也没有被拒项（{state}）。',
});
