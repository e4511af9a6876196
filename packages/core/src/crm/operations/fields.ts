import { label } from '@guanxi/core';
import { p } from '../plugin.ts';
import { Operation, OperationRefusal } from './entities.ts';

export const operationFields = p.fields(Operation, (f) => ({
  plugin: f.column('plugin', { label: label('Plugin', '插件') }),
  name: f.column('name', { label: label('Name', '名称') }),
  state: f.column('state', { label: label('State', '状态') }),
  input: f.column('input', { label: label('Input', '输入'), permission: 'crm:operations:manage' }),
  /** Grows while items are listed. */
  total: f.column('total', { label: label('Items', '总项数') }),
  done: f.column('done', { label: label('Done', '已完成') }),
  refused: f.column('refused', { label: label('Refused', '被拒') }),
  startedAt: f.column('startedAt', { label: label('Started', '开始时间') }),
  finishedAt: f.column('finishedAt', { label: label('Finished', '结束时间') }),
  lastError: f.column('lastError', { label: label('Last error', '最近错误') }),
  refusals: f.many(OperationRefusal, { on: ['id', 'operationId'], label: label('Refused items', '被拒项') }),
}));

export const operationRefusalFields = p.fields(OperationRefusal, (f) => ({
  operation: f.one(Operation, { on: ['operationId', 'id'], label: label('Operation', '批量作业') }),
  number: f.column('number', { label: label('Number', '序号') }),
  item: f.column('item', { label: label('Item', '项目'), permission: 'crm:operations:manage' }),
  code: f.column('code', { label: label('Code', '错误码') }),
  message: f.column('message', { label: label('Message', '错误信息') }),
  error: f.column('error', { label: label('All that was wrong', '全部错误') }),
}));
