import { label } from '@guanxi/core';
import { p } from '../plugin.ts';
import { PluginChoice } from './entities.ts';

export const pluginChoiceFields = p.fields(PluginChoice, (f) => ({
  plugin: f.column('plugin', { label: label('Plugin', '插件') }),
  enabled: f.column('enabled', { label: label('Used', '启用') }),
}));
