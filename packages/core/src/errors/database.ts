/** What the database did, and how a transaction may be used. */
import type { ErrorText } from './text.ts';

export const databaseErrors = {
  TRANSACTION_NESTED: {
    en: 'A transaction is already open in this scope.',
    zh: '此处已有打开的事务。',
    next: 'Use the transaction handle that is open.',
  },
  TRANSACTION_OVER: {
    en: 'This transaction is over; its handle can no longer be used.',
    zh: '事务已结束，其句柄不能再用。',
    next: 'Await everything before the transaction ends.',
  },
  TRANSACTION_BYPASSED: {
    en: 'The database was used past the transaction that is open in this scope.',
    zh: '在已打开的事务中绕过事务使用了数据库。',
    next: 'Use the transaction handle; the outer one would wait for the transaction to end.',
  },
  TRANSACTION_IDLE: {
    en: 'The transaction was rolled back: it did nothing for {ms} ms.',
    zh: '事务空闲 {ms} 毫秒，已回滚。',
    next: 'Do slow work outside the transaction.',
  },
  TRANSACTION_ABORTED: {
    en: 'The transaction was rolled back instead of committed.',
    zh: '事务未能提交，已回滚。',
    next: 'A statement in it had failed; let its error through instead of catching it.',
  },
  AFTER_COMMIT_FAILED: {
    en: 'The change is committed, but reading the answer failed.',
    zh: '更改已提交，但读取结果失败。',
    next: 'Do not repeat the change; read again.',
  },
  COMMIT_UNKNOWN: {
    en: 'The connection was lost during commit; whether the change took effect is not known.',
    zh: '提交时连接中断，无法确定更改是否生效。',
    next: 'Send it again with the same idempotency key.',
  },
  STATEMENT_TIMEOUT: {
    en: 'The database statement took too long and was stopped.',
    zh: '数据库语句超时，已停止。',
    next: 'Ask for less, or raise the time limit.',
  },
  LOCK_TIMEOUT: { en: 'The record is locked by someone else.', zh: '记录正被他人锁定。', next: 'Try again in a moment.' },
  DATABASE_UNREACHABLE: {
    en: 'The database cannot be reached: {reason}',
    zh: '无法连接数据库：{reason}',
    next: 'Check that it runs, its address, and the credentials in the URL.',
  },
  DATABASE_LOST: {
    en: 'The connection to the database was lost: {reason}',
    zh: '数据库连接中断：{reason}',
    next: 'Try again; nothing of an open transaction was kept.',
  },
  DATABASE_FULL: {
    en: 'The database has no room left: {reason}',
    zh: '数据库空间已满：{reason}',
    next: 'Free space on its disk; it works again without a restart.',
  },
  DATABASE_IN_USE: {
    en: 'The directory {directory} is in use by process {pid} on {host}.',
    zh: '目录 {directory} 正被 {host} 上的进程 {pid} 使用。',
    next: 'Stop that process, or use Postgres for more than one process.',
  },
  DATABASE_BROKEN: {
    en: 'The in-memory database is gone: {reason}',
    zh: '内存数据库已丢失：{reason}',
    next: 'Connect anew; keep data in a directory or in Postgres if it must survive.',
  },
  DATABASE_CLOSED: { en: 'The database is closed.', zh: '数据库已关闭。', next: 'Use it before close(), or connect again.' },
  ROLES_FORBIDDEN: {
    en: 'The database user may not make the roles that the engine runs under, or grant what they need. This is to be run:\n{sql}',
    zh: '数据库用户无权创建引擎所用的角色或授予其权限。须执行以下语句：\n{sql}',
    next: 'Have the statements run by somebody who may, then migrate again: what is there already is left as it is.',
  },
  LOGIN_UNKNOWN: {
    en: 'There is no role "{login}" that may sign in to this database. This makes one:\n{sql}',
    zh: '此数据库没有可登录的角色“{login}”。可用以下语句创建：\n{sql}',
    next: 'Run the statements with a password of your own.',
  },
  POOLED_USER: {
    en: 'Behind a pooler the user "{user}" needs settings of its own, since connections have none. This is to be run:\n{sql}',
    zh: '通过连接池访问时连接本身不带设置，用户“{user}”须自带设置。须执行以下语句：\n{sql}',
    next: 'Have the statements run by somebody who may alter the user, reconnect the pooler (`RECONNECT`), and try again.',
  },
  DATABASE_TOO_OLD: {
    en: 'Postgres {actual} is too old; {least} or later is needed.',
    zh: 'Postgres {actual} 版本过低，需要 {least} 或更高。',
    next: 'Upgrade the server.',
  },
} as const satisfies Record<string, ErrorText>;
