/** What would come or go, before anybody decides. */
import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';

const names = t.list(t.text(200));

export const pluginChange = p.query('pluginChange', {
  label: label('What becomes of the tenant if it uses a plugin, or does not', '启用或停用插件的影响'),
  permission: 'crm:tenant:manage',
  cost: 500,
  input: { plugin: t.text(24), enabled: t.bool() },
  output: t.object('PluginChange', {
    /** What keeps it from being done: `UNKNOWN`, `CORE`, `STOPPED`, `NEEDS` others, `NEEDED` by others. */
    obstacle: t.optional(t.object('PluginObstacle', { kind: t.text(20), plugins: names })),
    isAlready: t.bool(),
    types: names,
    fields: names,
    commands: names,
    queries: names,
    events: names,
    /** Types of which the plugin hides records from some: without it these are shown. */
    restrictions: names,
    permissions: names,
    roles: t.list(t.object('PluginRole', { role: t.text(200), permissions: names })),
    /** Work that waits, and would wait until the plugin is used again. */
    jobs: t.int(),
    /** Values of the plugin that records have: they stay readable, and are given to no more records. */
    values: t.list(t.object('PluginValue', { field: t.text(200), value: t.text(200), records: t.int() })),
  }),
  async run(scope, { plugin, enabled }) {
    const { obstacle, ...change } = await scope.pluginChange(plugin, enabled);
    const isCore = plugin === p.id && !enabled;
    return { ...change, obstacle: isCore ? { kind: 'CORE', plugins: [] } : (obstacle ?? undefined) };
  },
});
