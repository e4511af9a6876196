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
  DATABASE_USER_UNSAFE: {
    en: 'The database user "{user}" could go round every wall in the database, since it is: {what}.',
    zh: '数据库用户“{user}”可以绕过数据库中的一切防护，因为它是：{what}。',
    cause: 'The program signs in as the user that made the tables.',
    next: 'Make a user that owns nothing (create role guanxi_app login password …), run `guanxi migrate --login guanxi_app`, and put it into DATABASE_URL; the owner belongs into DATABASE_OWNER_URL, where `guanxi migrate` runs.',
  },
  DATABASE_ROLES_MISSING: {
    en: 'The database lacks roles, grants or row policies that the engine runs under, or "{user}" may not use them. Missing: {missing}.',
    zh: '数据库缺少引擎所用的角色、授权或行策略，或“{user}”无权使用它们。缺少：{missing}。',
    cause: 'The database was migrated by an older version, restored without its roles, or its user was never admitted.',
    next: 'Run `guanxi migrate`, and `guanxi migrate --login {user}` for the user that the program signs in as.',
  },
} as const satisfies Record<string, BootText>;
