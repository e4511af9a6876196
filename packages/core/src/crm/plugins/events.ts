/** What can be heard of a tenant's plugins, and what is refused. */
import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { PluginChoice } from './entities.ts';

const named = { plugin: t.text(24) };

export const PluginEnabled = p.event('crm.plugin.enabled', {
  label: label('Plugin enabled', '插件已启用'),
  subject: PluginChoice,
  data: named,
});
export const PluginDisabled = p.event('crm.plugin.disabled', {
  label: label('Plugin disabled', '插件已停用'),
  subject: PluginChoice,
  data: named,
});

export const pluginUnknown = p.refusal('CRM_PLUGIN_UNKNOWN', {
  en: 'No plugin “{plugin}” is installed.',
  zh: '未安装插件“{plugin}”。',
});
export const pluginIsCore = p.refusal('CRM_PLUGIN_CORE', {
  en: 'Plugin “{plugin}” holds the tenant itself and cannot be disabled.',
  zh: '插件“{plugin}”承载租户本身，不能停用。',
});
export const pluginNeeded = p.refusal('CRM_PLUGIN_NEEDED', {
  en: 'Plugin “{plugin}” is needed by {others}; disable these first.',
  zh: '插件“{plugin}”被 {others} 所需，请先停用它们。',
});
export const pluginNeeds = p.refusal('CRM_PLUGIN_NEEDS', {
  en: 'Plugin “{plugin}” needs {others}, not used here; enable these first.',
  zh: '插件“{plugin}”需要 {others}，此处未启用，请先启用它们。',
});
export const pluginStopped = p.refusal('CRM_PLUGIN_STOPPED', {
  en: 'Plugin “{plugin}” blocked the server again and again; only its operator can allow it again.',
  zh: '插件“{plugin}”曾多次阻塞服务器，只有运维人员可以重新允许。',
});
