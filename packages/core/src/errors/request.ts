/** What whoever asks can mend: inputs, rights, versions, cursors, limits, documents. */
import type { ErrorText } from './text.ts';

export const requestErrors = {
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
  PURPOSE_REQUIRED: {
    en: 'This is confidential: say what you read it for.',
    zh: '此内容保密：请说明读取用途。',
    next: 'Send the purpose with the request (header `guanxi-purpose`); it is kept in the access log.',
  },
  UNAVAILABLE: {
    en: 'The database is not available at the moment; nothing was changed.',
    zh: '数据库暂时不可用，未做任何更改。',
    next: 'Send it again in a moment, with the same idempotency key. Operators find the reason in the log.',
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
    next: 'Subscribe or sync without a cursor, then read the data afresh: nothing is missed in that order.',
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
  RATE_LIMITED: {
    en: 'You have asked for too much in a short time ({what}: {limit} a minute). Try again in {retryAfter} s.',
    zh: '请求过于频繁（{what}：每分钟 {limit}）。请在 {retryAfter} 秒后重试。',
    next: 'Wait as many seconds as `details.retryAfter` says (over HTTP the header `Retry-After`), and ask for less at once.',
  },
  RIGHTS_CHANGED: {
    en: 'Your rights have changed: ask again.',
    zh: '权限已变更，请重新请求。',
    next: 'Subscribe again, behind the cursor of the last answer you have.',
  },
  UNAUTHENTICATED: { en: 'Say who you are first.', zh: '请先登录。', next: 'Send credentials with the request.' },
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
  PERSISTED_QUERY_NOT_FOUND: {
    en: 'No document is known by this id.',
    zh: '没有此编号的文档。',
    next: 'Send the text of the document with its hash, or publish the manifest that has it.',
  },
  DOCUMENT_NOT_TRUSTED: {
    en: 'Only documents that were published with the application are answered here; this is none of them.',
    zh: '此处只接受随应用发布的文档；该文档未发布。',
    next: 'Put the document into the manifest that the server was given.',
  },
  GRAPHQL_PARSE_FAILED: { en: '{problem}', zh: '{problem}', next: 'Correct the document; `locations` says where.' },
  GRAPHQL_VALIDATION_FAILED: {
    en: '{problem}',
    zh: '{problem}',
    next: 'Correct the document; a field of a plugin that is not enabled is not in the schema.',
  },
} as const satisfies Record<string, ErrorText>;
