/** Of names in the wrong form, and of names of nothing. */
import type { BootText } from './text.ts';

export const formTexts = {
  TABLE_PREFIX: {
    en: 'Table {subject} of plugin "{plugin}" does not begin with "{plugin}_".',
    zh: '插件“{plugin}”的表 {subject} 未以“{plugin}_”开头。',
    cause: 'All plugins share one schema; the prefix says whose table it is.',
    next: 'Rename the table before its first migration.',
  },
  EVENT_NAME: {
    en: 'Event "{subject}" of plugin "{plugin}" does not begin with "{plugin}.".',
    zh: '插件“{plugin}”的事件“{subject}”未以“{plugin}.”开头。',
    cause: 'Events are named plugin.noun.verb.',
    next: 'Rename the event.',
  },
  POINT_NAME: {
    en: 'Point "{subject}" of plugin "{plugin}" does not begin with "{plugin}.".',
    zh: '插件“{plugin}”的扩展点“{subject}”未以“{plugin}.”开头。',
    cause: 'Points are named plugin.noun.',
    next: 'Rename the point.',
  },
  PERMISSION_NAME: {
    en: 'Permission "{subject}" of plugin "{plugin}" does not begin with "{plugin}:".',
    zh: '插件“{plugin}”的权限“{subject}”未以“{plugin}:”开头。',
    cause: 'Permissions are named plugin:verb or plugin:noun:verb.',
    next: 'Rename the permission.',
  },
  PERMISSION_UNKNOWN: {
    en: '{subject} of plugin "{plugin}" asks for permission "{permission}", which no plugin defines.',
    zh: '插件“{plugin}”的 {subject} 要求未定义的权限“{permission}”。',
    cause: 'A typing error, or the permission was left out of `permissions`.',
    next: 'Correct it, or define it with its label.',
  },
  UNKNOWN_ENTITY: {
    en: 'Plugin {plugins} speaks of entity {subject}: {detail}.',
    zh: '插件{plugins}提到实体 {subject}：{detail}。',
    cause: 'The field set of the entity was left out of its plugin, or that plugin is not listed.',
    next: 'List the field set in `model`, list the plugin, or name the entity by entityRef.',
  },
  UNKNOWN_COLUMN: {
    en: 'Field {subject} of plugin {plugins}: {detail}.',
    zh: '插件{plugins}的字段 {subject}：{detail}。',
    cause: 'A column was renamed, or belongs to another table.',
    next: 'Name a column of the table.',
  },
  UNKNOWN_EVENT: {
    en: 'A hook of plugin "{plugin}" listens to "{name}", which plugin "{other}" does not have.',
    zh: '插件“{plugin}”监听“{name}”，插件“{other}”没有该事件。',
    cause: 'A typing error in eventRef, or another version of that plugin.',
    next: 'Correct the name, or install the version that has it.',
  },
  UNKNOWN_GATE: {
    en: '{subject} of plugin "{plugin}" asks gate "{name}", which no plugin lists.',
    zh: '插件“{plugin}”的 {subject} 使用了无插件列出的许可检查“{name}”。',
    cause: 'The gate was left out of `gates` of its plugin, or that plugin is not listed.',
    next: 'List the gate, or the plugin that has it.',
  },
  REACHES_UNASKED: {
    en: 'Command "{subject}" of plugin "{plugin}" begins with "{verb}": it reaches somebody, and asks no gate.',
    zh: '插件“{plugin}”的命令“{subject}”以“{verb}”开头，表示会联系他人，但未声明许可检查。',
    cause: 'Whatever sends, dials or suggests must first ask whether the person may be reached.',
    next: "Say `gates: [{ gate: contactGate, about: … }]`, or `reachesNobody: 'why'`.",
  },
  JOB_CRON: {
    en: 'Job "{subject}" of plugin "{plugin}" has the pattern "{cron}", which is none: {detail}.',
    zh: '插件“{plugin}”的定时任务“{subject}”的表达式“{cron}”无效：{detail}。',
    cause: 'A pattern has five fields, or six with seconds, and days that come.',
    next: 'Correct the pattern.',
  },
  JOB_ZONE: {
    en: 'Job "{subject}" of plugin "{plugin}" runs in the zone "{zone}", which nobody knows.',
    zh: '插件“{plugin}”的定时任务“{subject}”使用了未知时区“{zone}”。',
    cause: 'A typing error, or a zone newer than this installation of Node.',
    next: 'Name an IANA zone such as "Asia/Shanghai", or `tenant`.',
  },
  UNKNOWN_TABLE: {
    en: '{subject} of plugin "{plugin}" refers to table {table}, which no listed plugin has.',
    zh: '插件“{plugin}”的 {subject} 引用了不存在的表 {table}。',
    cause: 'A typing error in reference(), or the plugin with that table is not listed.',
    next: 'Correct the name, or need the plugin that has the table.',
  },
  REFERENCE_WITHOUT_NEED: {
    en: '{subject} of plugin "{plugin}" refers to {table} of plugin "{other}", which it does not need.',
    zh: '插件“{plugin}”的 {subject} 引用了“{other}”的表 {table}，但未声明需要它。',
    cause: 'Migrations run in the order of the needs: the table may not be there yet.',
    next: 'Add "{other}" to `needs`.',
  },
  NAME_TOO_LONG: {
    en: 'Name {subject} of plugin "{plugin}" is {bytes} bytes long.',
    zh: '插件“{plugin}”的名称 {subject} 长 {bytes} 字节。',
    cause: 'Postgres cuts names at 63 bytes, and then two may be one.',
    next: 'Give the table, column or constraint a shorter name.',
  },
} as const satisfies Record<string, BootText>;
