/** Of a database that is not what the program expects. */
import type { BootText } from './text.ts';

export const databaseTexts = {
  MIGRATIONS_PENDING: {
    en: 'The database lacks {count} migrations: {migrations}.',
    zh: '数据库缺少 {count} 个迁移：{migrations}。',
    cause: 'The program or a plugin is newer than the database; nothing migrates by itself.',
    next: 'Run `guanxi migrate` or engine.migrate().',
  },
  MIGRATIONS_EDITED: {
    en: 'These migrations were changed after they were applied: {migrations}.',
    zh: '以下迁移在执行后被修改：{migrations}。',
    cause: 'A published migration was edited, or packed anew.',
    next: 'Restore the files, and put the change into a new migration.',
  },
  MIGRATIONS_NEWER: {
    en: 'The database is newer than this program, which does not know {migrations}.',
    zh: '数据库版本高于当前程序，程序不认识：{migrations}。',
    cause: 'An older version was deployed after a newer one.',
    next: 'Run the version that brought these migrations, or a later one.',
  },
  MIGRATIONS_GAP: {
    en: 'These migrations were passed over: {migrations}.',
    zh: '以下迁移被跳过：{migrations}。',
    cause: 'They sort before one that is applied already.',
    next: 'Give them names that sort last.',
  },
} as const satisfies Record<string, BootText>;
