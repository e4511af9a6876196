/** Migrations, removal, boot, tenants and settings. */
import type { ErrorText } from './text.ts';

export const houseErrors = {
  MIGRATION_INVALID: {
    en: 'Migration {migration} cannot be used: {problem}.',
    zh: '迁移 {migration} 无法使用：{problem}。',
    next: 'Correct the file, or the package it was shipped in.',
  },
  MIGRATION_ORDER: {
    en: 'The migrations cannot be put in order: {problem}.',
    zh: '迁移无法排序：{problem}。',
    next: 'List each plugin once, and let no two need each other.',
  },
  MIGRATION_EDITED: {
    en: 'These migrations were changed after they were applied: {migrations}.',
    zh: '以下迁移在执行后被修改：{migrations}。',
    next: 'Restore the files as they were shipped, and put the change into a new migration.',
  },
  MIGRATION_NEWER: {
    en: 'The database is newer than this program, which does not know {migrations}.',
    zh: '数据库版本高于当前程序，程序不认识：{migrations}。',
    next: 'Run the version of the program or plugin that brought these migrations, or a later one.',
  },
  MIGRATION_GAP: {
    en: 'These migrations were not applied, though later ones of their plugin were: {migrations}.',
    zh: '以下迁移未执行，但同一插件较新的迁移已执行：{migrations}。',
    next: 'Give the migration a name that sorts after the last applied one, or restore the journal row that is missing.',
  },
  MIGRATION_FAILED: {
    en: 'Migration {migration} failed at statement {statement}: {problem}',
    zh: '迁移 {migration} 在第 {statement} 条语句失败：{problem}',
    next: 'Remove the cause and migrate again; what was applied before it stays.',
  },
  MIGRATION_LOCKED: {
    en: 'Migration {migration} gave up at statement {statement}: someone holds the table it changes.',
    zh: '迁移 {migration} 在第 {statement} 条语句放弃：要修改的表被占用。',
    next: 'Migrate again at a quieter time, end the long transaction, or raise the lock timeout.',
  },
  REMOVAL_UNKNOWN: {
    en: 'There is nothing of plugin "{plugin}" in this database that could be removed.',
    zh: '数据库中没有可移除的插件“{plugin}”的内容。',
    next: 'Check the name; `guanxi plugins` lists what is there. The kernel itself is never removed.',
  },
  REMOVAL_NEEDED: {
    en: 'Plugin "{plugin}" cannot be removed: {plugins} needs it.',
    zh: '无法移除插件“{plugin}”：{plugins} 依赖它。',
    next: 'Remove the plugins that need it first.',
  },
  REMOVAL_REFERENCED: {
    en: 'Plugin "{plugin}" cannot be removed: {references} refers to its records.',
    zh: '无法移除插件“{plugin}”：{references} 引用了它的记录。',
    next: 'Remove the plugin or the attribute that refers to it first.',
  },
  REMOVAL_VALUES: {
    en: 'Plugin "{plugin}" cannot be removed: records hold values that it gave: {values}.',
    zh: '无法移除插件“{plugin}”：仍有记录使用它提供的取值：{values}。',
    next: 'Give these records other values first, by commands or a migration.',
  },
  BOOT_FAILED: {
    en: 'The engine cannot start; there is this to correct ({count}):\n\n{problems}',
    zh: '引擎无法启动，需要更正以下 {count} 项：\n\n{problems}',
    next: 'Correct each point; all of them are listed at once.',
  },
  ENGINE_CLOSED: { en: 'The engine is closed.', zh: '引擎已关闭。', next: 'Make another one with createEngine().' },
  TENANT_INVALID: {
    en: 'The tenant cannot be made: {problem}.',
    zh: '无法创建租户：{problem}。',
    next: 'Correct what is named and try again.',
  },
  TENANT_EXISTS: {
    en: 'There is a tenant "{slug}" already.',
    zh: '租户“{slug}”已存在。',
    next: 'Choose another slug, or use that tenant.',
  },
  SETTINGS_INVALID: {
    en: 'The settings of plugin "{plugin}" are not valid at {path}: {problem}.',
    zh: '插件“{plugin}”的设置 {path} 无效：{problem}。',
    next: 'Correct the value there; what was stored before stays.',
  },
} as const satisfies Record<string, ErrorText>;
