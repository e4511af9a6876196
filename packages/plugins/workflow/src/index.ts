/** `@guanxi/plugin-workflow`: state machines as data, tasks, timers and escalations. */
import { definePlugin, label, type Plugin } from '@guanxi/core';
import { p, type Workflow } from './plugin.ts';

export type { Workflow } from './plugin.ts';

export function workflow(): Plugin<Workflow> {
  return definePlugin(p, {
    version: '0.1.0',
    label: label('Workflows', '工作流'),
    capability: 'OPERATIONAL',
    migrations: new URL('../migrations/', import.meta.url),
    permissions: {
      'workflow:read': label('See workflows and tasks', '查看流程与任务'),
      'workflow:design': label('Design workflows', '设计流程'),
      'workflow:fire': label('Move records along a workflow', '推进流程'),
    },
    model: [],
  });
}
