/** What code of the engine or of a plugin did, or met outside. */
import type { ErrorText } from './text.ts';

export const codeErrors = {
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
  INTERNAL: {
    en: 'Something went wrong inside; the log has it under {reference}.',
    zh: '内部错误，日志编号 {reference}。',
    next: 'Report the reference to whoever runs the server.',
  },
} as const satisfies Record<string, ErrorText>;
