/** `@guanxi/plugin-calendar`: working time, holidays, appointments and reminders. */
import { definePlugin, label, type Plugin } from '@guanxi/core';
import { p, type Calendar } from './plugin.ts';

export type { Calendar } from './plugin.ts';

export function calendar(): Plugin<Calendar> {
  return definePlugin(p, {
    version: '0.1.0',
    label: label('Calendars', '日历'),
    capability: 'OPERATIONAL',
    migrations: new URL('../migrations/', import.meta.url),
    permissions: {
      'calendar:read': label('See calendars', '查看日历'),
      'calendar:manage': label('Manage calendars', '管理日历'),
    },
    model: [],
  });
}
