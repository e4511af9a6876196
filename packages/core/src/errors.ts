/**
 * Every error of the engine carries a stable code from this one list. A code is never reused for something else; a message says
 * what happened, where, and what to do next. `docs/errors.md` is generated from here.
 */

export interface ErrorText {
  readonly en: string;
  readonly zh: string;
  /** What whoever sees it does next; goes to docs/errors.md. */
  readonly next: string;
}

export const errorTexts = {
  BAD_INPUT: { en: '{problem}', zh: '{problem}', next: 'Correct the value at `path` and send it again.' },
  NOT_FOUND: {
    en: 'There is no such {what}, or you may not see it.',
    zh: '{what}不存在，或您无权查看。',
    next: 'Check the id; hidden and missing records answer alike.',
  },
  FORBIDDEN: {
    en: 'You may not do this: {permission} is needed.',
    zh: '没有权限：需要 {permission}。',
    next: 'Ask an administrator for the permission.',
  },
  CONFLICT: {
    en: 'The record was changed by someone else: it is at version {actual}, not {expected}.',
    zh: '记录已被他人修改：当前版本 {actual}，并非 {expected}。',
    next: 'Read the record again and repeat the change.',
  },
  DUPLICATE: {
    en: 'There already is a {what} with the same {columns}.',
    zh: '已存在 {columns} 相同的{what}。',
    next: 'Use the record that is there, or another value.',
  },
  REFERENCED: {
    en: 'The {what} is still referred to by {by}.',
    zh: '{what}仍被{by}引用。',
    next: 'Remove or move what refers to it first.',
  },
  RESYNC: {
    en: 'This cursor of the log can no longer be followed: {reason}.',
    zh: '该日志游标已无法继续使用：{reason}。',
    next: 'Read the data afresh and follow from there; the answer says a new cursor.',
  },
  DEVICE_UNKNOWN: {
    en: 'This is no device of yours.',
    zh: '这不是您的设备。',
    next: 'Register the device, and name it by the id that the answer gives.',
  },
  DEVICE_REVOKED: {
    en: 'This device may no longer synchronise: it was revoked at {at}.',
    zh: '该设备已于 {at} 停用，无法再同步。',
    next: 'Delete what it keeps; if the device is still trusted, register it anew.',
  },
  SYNC_UNSUPPORTED: {
    en: 'Records of {what} cannot be synchronised: whether they could be seen before is not known.',
    zh: '{what}无法同步：系统不记录其历史可见性。',
    next: 'Leave the entity out and query it when there is a network.',
  },
  SYNC_DEPENDS: {
    en: 'This needs a record that change "{key}" was to make, which was not made.',
    zh: '此更改依赖更改“{key}”所建的记录，而该记录未能建立。',
    next: 'Settle the other change first, then send both again under new keys.',
  },
  SLOW_CONSUMER: {
    en: 'You were sent more than you took: {waiting} events were waiting.',
    zh: '接收速度过慢：已有 {waiting} 个事件等待发送。',
    next: 'Subscribe again with the cursor of the last event you have.',
  },
  KEY_REUSED: {
    en: 'This idempotency key was used for another input.',
    zh: '此幂等键已用于其他输入。',
    next: 'Use a new key for each new request, the old one only to repeat it.',
  },
  ILLEGAL_STATE: { en: '{problem}', zh: '{problem}', next: 'See which changes the present state allows.' },
  LIMIT_EXCEEDED: {
    en: '{what} is {actual}; the limit is {limit}.',
    zh: '{what}为 {actual}，上限为 {limit}。',
    next: 'Ask for less, or page through.',
  },
  OUTGOING_REFUSED: {
    en: 'This address may not be called: {reason}.',
    zh: '不允许调用该地址：{reason}。',
    next: 'Use a public https address, or have the operator allow its network (`webhooks: { allow }`).',
  },
  OUTGOING_FAILED: {
    en: 'The other side did not answer: {reason}.',
    zh: '对方没有应答：{reason}。',
    next: 'Check that the address is right and its server is up.',
  },
  OUTGOING_TIMEOUT: {
    en: 'The other side did not answer within {ms} ms.',
    zh: '对方在 {ms} 毫秒内没有应答。',
    next: 'Let it answer at once and do its work afterwards.',
  },
  OUTGOING_TOO_LARGE: {
    en: 'What would be sent has {bytes} bytes; the limit is {limit}.',
    zh: '待发送内容为 {bytes} 字节，上限为 {limit}。',
    next: 'Send less, such as ids that the other side reads by itself.',
  },
  UNAUTHENTICATED: { en: 'Say who you are first.', zh: '请先登录。', next: 'Send credentials with the request.' },
  PLUGIN_UNAVAILABLE: {
    en: 'Plugin "{plugin}" is not installed or not enabled here.',
    zh: '插件“{plugin}”未安装或未启用。',
    next: 'Install or enable the plugin.',
  },
  UNKNOWN_COMMAND: {
    en: 'No installed plugin has a command or query "{name}".',
    zh: '已安装的插件中没有命令或查询“{name}”。',
    next: 'Check the name, and that its plugin is listed.',
  },
  PLUGIN_FAILED: {
    en: 'Plugin "{plugin}" failed in {where}: {reason}',
    zh: '插件“{plugin}”在 {where} 中出错：{reason}',
    next: 'Report it to the author of the plugin; nothing was changed.',
  },
  HOOK_LOOP: {
    en: 'Hooks call each other without end: {chain}.',
    zh: '钩子无限循环：{chain}。',
    next: 'Break the circle in one of the plugins named.',
  },
  HOOK_TIMED_OUT: {
    en: 'A hook of plugin "{plugin}" after {event} took longer than {ms} ms.',
    zh: '插件“{plugin}”在 {event} 之后的钩子超过了 {ms} 毫秒。',
    next: 'It is tried again; let it do less, or heed its `signal`.',
  },
  JOB_UNKNOWN: {
    en: 'Plugin "{plugin}" has no "{name}" for a job that was left for it.',
    zh: '插件“{plugin}”没有待办任务所需的“{name}”。',
    next: 'Install the version of the plugin that has it and retry the job, or discard it.',
  },
  SQL_REFUSED: {
    en: 'This SQL of plugin "{plugin}" is not run: {problem}.',
    zh: '拒绝执行插件“{plugin}”的 SQL：{problem}。',
    next: 'Read the tables of the plugin itself only, in one SELECT.',
  },
  AS_OF_IN_FUTURE: {
    en: 'There is no record yet of {at}: it is {now}.',
    zh: '{at} 尚未到来：现在是 {now}，无法回溯。',
    next: 'Ask for an instant that is past, or leave `asOf` out to read what is.',
  },
  AS_OF_BEFORE_CREATION: {
    en: 'The {what} was made at {created}; there is nothing to show from before.',
    zh: '{what}创建于 {created}，此前没有可查看的内容。',
    next: 'Ask for that instant or a later one.',
  },
  AS_OF_RELATED: {
    en: 'Field {field} cannot be read as of a time, since it is made of other records as they are today: read those by their ids, with an asOf of their own.',
    zh: '无法回溯读取字段 {field}，因为它来自其他记录的当前内容：请按编号分别读取那些记录，并给出各自的 asOf。',
    next: 'Leave the field out here. A reference such as `owner` goes back in time by itself.',
  },
  HISTORY_NONE: {
    en: 'Of {what} no history is kept.',
    zh: '{what}不保留历史。',
    next: 'Read the record as it is; its plugin decided that its past is not worth keeping.',
  },
  GRAPHQL_PARSE_FAILED: { en: '{problem}', zh: '{problem}', next: 'Correct the document; `locations` says where.' },
  GRAPHQL_VALIDATION_FAILED: {
    en: '{problem}',
    zh: '{problem}',
    next: 'Correct the document; a field of a plugin that is not enabled is not in the schema.',
  },
  INTERNAL: {
    en: 'Something went wrong inside; the log has it under {reference}.',
    zh: '内部错误，日志编号 {reference}。',
    next: 'Report the reference to whoever runs the server.',
  },
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
  DATABASE_TOO_OLD: {
    en: 'Postgres {actual} is too old; {least} or later is needed.',
    zh: 'Postgres {actual} 版本过低，需要 {least} 或更高。',
    next: 'Upgrade the server.',
  },
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
  IMPORT_REQUIRED: { en: 'A value is required here.', zh: '此处必须有值。', next: 'Fill the cell, or give the mapping a `default`.' },
  IMPORT_NOT_A_NUMBER: {
    en: '"{text}" is no number.',
    zh: '“{text}”不是数字。',
    next: 'Correct the cell, or say in the mapping which sign stands before the decimals.',
  },
  IMPORT_NOT_A_DATE: {
    en: '"{text}" is no date or time of the form {form}.',
    zh: '“{text}”不是 {form} 形式的日期或时间。',
    next: 'Correct the cell, or name the form of the dates in the mapping.',
  },
  IMPORT_NOT_A_BOOLEAN: {
    en: '"{text}" is neither yes nor no.',
    zh: '“{text}”既不是“是”也不是“否”。',
    next: 'Correct the cell, or map its text to yes or no.',
  },
  IMPORT_UNKNOWN_VALUE: {
    en: '"{text}" is none of the values: {values}.',
    zh: '“{text}”不在可选值之中：{values}。',
    next: 'Correct the cell, or map its text to a value.',
  },
  IMPORT_NOT_FOUND: {
    en: 'There is no record in {list} whose {by} is "{text}".',
    zh: '{list} 中没有 {by} 为“{text}”的记录。',
    next: 'Import the record it refers to first, or correct the cell.',
  },
  IMPORT_AMBIGUOUS: {
    en: 'Several records in {list} have the {by} "{text}".',
    zh: '{list} 中有多条记录的 {by} 为“{text}”。',
    next: 'Find the record by a field that is unique.',
  },
  IMPORT_KEY_TWICE: {
    en: 'Line {line} of the file has the same key.',
    zh: '文件第 {line} 行的主键与此相同。',
    next: 'Keep one of the two rows.',
  },
  IMPORT_CELLS: {
    en: 'The row has {actual} cells, the header has {expected}.',
    zh: '该行有 {actual} 个单元格，表头有 {expected} 个。',
    next: 'Look for a separator or a quote too many or too few.',
  },
  IMPORT_DIFFERS: {
    en: 'The record is there already and has another value here.',
    zh: '记录已存在，此处的值不同。',
    next: 'Name an `update` command in the mapping, or correct the one that is wrong.',
  },
} as const satisfies Record<string, ErrorText>;

export type ErrorCode = keyof typeof errorTexts;
/** The same in both languages, or said in each. */
type Argument = string | number | { readonly en: string; readonly zh: string };
type Arguments = Readonly<Record<string, Argument>>;

const say = (value: Argument, language: 'en' | 'zh'): string | number => (typeof value === 'object' ? value[language] : value);

/** Fills `{name}` places of a text. */
export function fill(text: string, args: Arguments, language: 'en' | 'zh' = 'en'): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(args, name) ? args[name] : undefined;
    return value === undefined ? whole : String(say(value, language));
  });
}

/** Arguments as programs get them, which compare and do not read: in one language. */
const plain = (args: Arguments): Readonly<Record<string, string | number>> =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, say(value, 'en')]));

/**
 * An error with a stable code.
 *
 * @example throw new GuanxiError('NOT_FOUND', { what: 'Customer' }, { path: ['customer'] })
 */
export class GuanxiError extends Error {
  override readonly name = 'GuanxiError';
  /** A code of `errorTexts`, or that of a plugin's declared refusal. */
  readonly code: string;
  readonly args: Arguments;
  /** Where in the input, outermost first. */
  readonly path: readonly string[];
  readonly texts: { readonly en: string; readonly zh: string };
  /** Structured arguments for the caller (`UserError.details`). */
  readonly details: unknown;

  constructor(
    code: ErrorCode | { readonly code: string; readonly en: string; readonly zh: string },
    args: Arguments = {},
    o: { readonly path?: readonly string[]; readonly details?: unknown; readonly cause?: unknown } = {},
  ) {
    const texts = typeof code === 'string' ? errorTexts[code] : code;
    super(fill(texts.en, args), o.cause === undefined ? undefined : { cause: o.cause });
    this.code = typeof code === 'string' ? code : code.code;
    this.args = args;
    this.path = o.path ?? [];
    this.texts = texts;
    this.details = o.details ?? (Object.keys(args).length > 0 ? plain(args) : null);
  }

  /** The message in a caller's language. */
  in(locale: 'en' | 'zh-CN'): string {
    return locale === 'zh-CN' ? fill(this.texts.zh, this.args, 'zh') : fill(this.texts.en, this.args);
  }
}
