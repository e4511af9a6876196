/** Of the list of plugins: who is there, in which version, and who needs whom. */
import type { BootText } from './text.ts';

export const pluginTexts = {
  PLUGIN_DUPLICATE: {
    en: 'Plugin "{plugin}" is listed {times} times.',
    zh: '插件“{plugin}”列出了 {times} 次。',
    cause: 'It was added by hand and by a preset, or in two versions.',
    next: 'List it once.',
  },
  PLUGIN_ID: {
    en: '"{plugin}" is no plugin id.',
    zh: '“{plugin}”不是有效的插件标识。',
    cause: 'Ids begin table and event names: lower-case letters, digits and underscores, a letter first, at most 24.',
    next: 'Rename the plugin.',
  },
  PLUGIN_VERSION: {
    en: 'Plugin "{plugin}" says {what} "{value}", which is not semver.',
    zh: '插件“{plugin}”的 {what}“{value}”不符合 semver。',
    cause: 'A typing error in the kit or in definePlugin.',
    next: 'Write a version such as 1.2.3 and ranges such as ^1.2.0.',
  },
  PLUGIN_CAPABILITY: {
    en: 'Plugin "{plugin}" says capability "{value}".',
    zh: '插件“{plugin}”的能力类别为“{value}”。',
    cause: 'Every plugin says which kind of CRM it serves.',
    next: 'Set `capability` to OPERATIONAL, ANALYTICAL or COLLABORATIVE.',
  },
  PLUGIN_LABEL: {
    en: '{subject} of plugin "{plugin}" has no text in {language}.',
    zh: '插件“{plugin}”的 {subject} 缺少{language}文本。',
    cause: 'Labels are shown to people, in English and Simplified Chinese.',
    next: 'Write label(english, chinese), neither empty.',
  },
  ENGINE_RANGE: {
    en: 'Plugin "{plugin}" is made for engine {range}; this is {version}.',
    zh: '插件“{plugin}”需要引擎 {range}，当前为 {version}。',
    cause: 'Engine and plugin were upgraded separately.',
    next: 'Install the version of the plugin that goes with this engine.',
  },
  NEED_MISSING: {
    en: 'Plugin "{plugin}" needs "{need}" ({range}), which is not listed.',
    zh: '插件“{plugin}”需要未列出的“{need}”（{range}）。',
    cause: 'The needed plugin was not installed, or not added to `plugins`.',
    next: 'Install it and add it to `plugins`.',
  },
  NEED_RANGE: {
    en: 'Plugin "{plugin}" needs "{need}" {range}; {version} is listed.',
    zh: '插件“{plugin}”需要“{need}” {range}，列出的是 {version}。',
    cause: 'One of the two was upgraded without the other.',
    next: 'Install a version inside the range, or the version of "{plugin}" that goes with it.',
  },
  NEED_CYCLE: {
    en: 'Plugins need each other in a circle: {path}.',
    zh: '插件循环依赖：{path}。',
    cause: 'Two plugins were split in the wrong place.',
    next: 'Make one direction go by name (eventRef, commandRef, entityRef), or move what both use to a third.',
  },
  TWO_COPIES: {
    en: 'Plugin "{plugin}" uses another copy of {package}: {theirs} beside {ours}.',
    zh: '插件“{plugin}”使用了另一份 {package}：{theirs}，引擎使用 {ours}。',
    cause: 'It has the package among its dependencies instead of its peer dependencies, or in another version.',
    next: 'Make it a peer dependency there and install again, or deduplicate with your package manager.',
  },
} as const satisfies Record<string, BootText>;
