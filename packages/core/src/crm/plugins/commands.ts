/** A tenant begins to use a plugin, or no longer does. What was stored stays, and is there again when the plugin is. */
import { type Id, label, type PluginObstacle, select, sql, t } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { p } from '../plugin.ts';
import { PluginChoice } from './entities.ts';
import { PluginDisabled, PluginEnabled, pluginIsCore, pluginNeeded, pluginNeeds, pluginStopped, pluginUnknown } from './events.ts';
import { pluginChoiceFields } from './fields.ts';

const input = { plugin: t.text(24) };
const output = { choice: t.ref(PluginChoice) };

export const enablePlugin = p.command('enablePlugin', {
  label: label('Enable a plugin', '启用插件'),
  permission: 'crm:tenant:manage',
  input,
  output,
  run: (tx, { plugin }) => choose(tx, plugin, true),
});

export const disablePlugin = p.command('disablePlugin', {
  label: label('Disable a plugin', '停用插件'),
  permission: 'crm:tenant:manage',
  input,
  output,
  async run(tx, { plugin }) {
    if (plugin === p.id) throw pluginIsCore({ plugin }, 'plugin');
    return choose(tx, plugin, false);
  },
});

async function choose(tx: CrmTx, plugin: string, enabled: boolean): Promise<{ choice: Id<'PluginChoice'> }> {
  const { obstacle, isAlready } = await tx.pluginChange(plugin, enabled);
  if (obstacle && !isAlready) throw refusalOf(obstacle, plugin);
  const [known] = await tx.system.read(select(pluginChoiceFields, { enabled: true }), { where: (c) => sql`${c.plugin} = ${plugin}` });
  if (known?.enabled === enabled) return { choice: known.id };
  const choice = known?.id ?? (await tx.insert(PluginChoice, { plugin, enabled }));
  if (known) await tx.update(PluginChoice, choice, { enabled });
  await tx.emit(enabled ? PluginEnabled : PluginDisabled, { subject: choice, plugin });
  return { choice };
}

function refusalOf({ kind, plugins }: PluginObstacle, plugin: string): Error {
  const others = plugins.join(', ');
  switch (kind) {
    case 'UNKNOWN':
      return pluginUnknown({ plugin }, 'plugin');
    case 'STOPPED':
      return pluginStopped({ plugin }, 'plugin');
    case 'NEEDS':
      return pluginNeeds({ plugin, others }, 'plugin');
    case 'NEEDED':
      return pluginNeeded({ plugin, others }, 'plugin');
  }
}
