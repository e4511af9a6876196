import { label } from '@guanxi/core';
import { p } from '../plugin.ts';
import { Job } from './entities.ts';

export const jobFields = p.fields(Job, (f) => ({
  kind: f.column('kind', { label: label('Kind', '类型') }),
  plugin: f.column('plugin', { label: label('Plugin', '插件') }),
  name: f.column('name', { label: label('Name', '名称') }),
  key: f.column('key', { label: label('Key', '键') }),
  state: f.column('state', { label: label('State', '状态') }),
  runAt: f.column('runAt', { label: label('Due', '到期时间') }),
  attempts: f.column('attempts', { label: label('Attempts', '已尝试次数') }),
  /** What it is done with: an event's data, a command's input. */
  input: f.column('input', { label: label('Input', '输入'), permission: 'crm:jobs:manage' }),
  chain: f.column('chain', { label: label('Led to by', '起因链') }),
  lastError: f.column('lastError', { label: label('Last error', '最近错误') }),
  leasedBy: f.column('leasedBy', { label: label('Run by', '执行者') }),
  leasedUntil: f.column('leasedUntil', { label: label('Held until', '占用至') }),
}));
