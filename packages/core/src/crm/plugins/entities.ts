import { type Entity, type EntityOf, label, pluginChoices } from '@guanxi/core';
import { p } from '../plugin.ts';

export interface PluginChoice extends EntityOf<'PluginChoice', typeof pluginChoices> {}
/** The kernel obeys the choices; what is here shows and changes them. No other plugin can: whoever is disabled stays so. */
export const PluginChoice: Entity<PluginChoice> = p.entity('PluginChoice', {
  table: pluginChoices,
  idPrefix: 'plc',
  label: label('Choice of a plugin', '插件启用选择'),
  display: 'plugin',
  orderBy: { column: 'plugin', direction: 'ASC' },
  read: 'crm:tenant:manage',
  sealed: true,
});
