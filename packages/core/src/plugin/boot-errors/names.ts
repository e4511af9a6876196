/** Of names that two plugins chose. */
import type { BootText } from './text.ts';

const twoGivers = 'Two plugins chose one name, or one of them is listed in two versions.';
const oneRenames = 'Rename it in one of the two, or leave one of them out.';

export const nameTexts = {
  DUPLICATE_ENTITY: {
    en: 'Plugins {plugins} both define entity {subject}.',
    zh: '插件 {plugins} 均定义了实体 {subject}。',
    cause: twoGivers,
    next: oneRenames,
  },
  DUPLICATE_FIELD: {
    en: 'Plugins {plugins} both define field {subject}.',
    zh: '插件 {plugins} 均定义了字段 {subject}。',
    cause: 'Two plugins extend one entity by one name, or one redefines what its owner has.',
    next: oneRenames,
  },
  DUPLICATE_ID_PREFIX: {
    en: 'Plugins {plugins} both begin ids with "{subject}" ({detail}).',
    zh: '插件 {plugins} 均使用编号前缀“{subject}”（{detail}）。',
    cause: 'An id must tell which entity it is of.',
    next: 'Choose another idPrefix for the newer of the two.',
  },
  DUPLICATE_TABLE: {
    en: 'Plugins {plugins} both use table {subject} ({detail}).',
    zh: '插件 {plugins} 均使用表 {subject}（{detail}）。',
    cause: 'Two entities were made over one table.',
    next: 'Give each its own table.',
  },
  DUPLICATE_TYPE: {
    en: 'Plugins {plugins} both define type {subject}: {detail}.',
    zh: '插件 {plugins} 均定义了类型 {subject}：{detail}。',
    cause: 'Entities, enums, interfaces and input structures share one name space on the API.',
    next: oneRenames,
  },
  DUPLICATE_ENUM_VALUE: {
    en: 'Plugins {plugins} both give value {subject}.',
    zh: '插件 {plugins} 均提供了枚举值 {subject}。',
    cause: 'One value has one giver, so that it is known what disabling a plugin hides.',
    next: oneRenames,
  },
  DUPLICATE_COMMAND: {
    en: 'Plugins {plugins} both define command "{subject}".',
    zh: '插件 {plugins} 均定义了命令“{subject}”。',
    cause: 'A command is a mutation of its name.',
    next: oneRenames,
  },
  DUPLICATE_QUERY: {
    en: 'Plugins {plugins} both define query "{subject}".',
    zh: '插件 {plugins} 均定义了查询“{subject}”。',
    cause: 'Queries, lists and the fields of entities share one name space on the API.',
    next: oneRenames,
  },
  DUPLICATE_JOB: {
    en: 'Plugin "{plugin}" defines job "{subject}" twice.',
    zh: '插件“{plugin}”重复定义了定时任务“{subject}”。',
    cause: 'A tenant has one row for each job, known by its name.',
    next: oneRenames,
  },
  DUPLICATE_SUBSCRIPTION: {
    en: 'Plugins {plugins} both define subscription "{subject}".',
    zh: '插件 {plugins} 均定义了订阅“{subject}”。',
    cause: 'Subscriptions share one name space on the API.',
    next: oneRenames,
  },
  DUPLICATE_EVENT: {
    en: 'Plugins {plugins} both define event "{subject}".',
    zh: '插件 {plugins} 均定义了事件“{subject}”。',
    cause: twoGivers,
    next: oneRenames,
  },
  DUPLICATE_PERMISSION: {
    en: 'Plugins {plugins} both define permission "{subject}".',
    zh: '插件 {plugins} 均定义了权限“{subject}”。',
    cause: twoGivers,
    next: oneRenames,
  },
  DUPLICATE_REFUSAL: {
    en: 'Plugins {plugins} both define refusal {subject}.',
    zh: '插件 {plugins} 均定义了拒绝码 {subject}。',
    cause: 'Callers tell refusals apart by their code; those of the engine are taken too.',
    next: oneRenames,
  },
  DUPLICATE_GATE: {
    en: 'Plugins {plugins} both define gate "{subject}".',
    zh: '插件 {plugins} 均定义了许可检查“{subject}”。',
    cause: twoGivers,
    next: oneRenames,
  },
  DUPLICATE_POINT: {
    en: 'Plugins {plugins} both define point "{subject}".',
    zh: '插件 {plugins} 均定义了扩展点“{subject}”。',
    cause: twoGivers,
    next: oneRenames,
  },
  DUPLICATE_CONTRIBUTION: {
    en: 'Plugins {plugins} both contribute "{subject}" to point "{detail}".',
    zh: '插件 {plugins} 均向扩展点“{detail}”贡献了“{subject}”。',
    cause: twoGivers,
    next: oneRenames,
  },
} as const satisfies Record<string, BootText>;
