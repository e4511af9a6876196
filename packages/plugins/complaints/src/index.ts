/** `@guanxi/plugin-complaints`: complaints, enquiries, suggestions and praise. */
import { definePlugin, label, type Plugin } from '@guanxi/core';
import { p, type Complaints } from './plugin.ts';

export type { Complaints } from './plugin.ts';

export function complaints(): Plugin<Complaints> {
  return definePlugin(p, {
    version: '0.1.0',
    label: label('Complaints', '客户投诉'),
    capability: 'OPERATIONAL',
    migrations: new URL('../migrations/', import.meta.url),
    permissions: {
      'complaints:read': label('See cases', '查看个案'),
      'complaints:handle': label('Handle cases', '处理个案'),
      'complaints:manage': label('Manage classes and time limits', '管理分类与时限'),
      'complaints:override': label('Act against a block', '越权处理'),
    },
    model: [],
  });
}
