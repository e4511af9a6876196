/** What can be wrong with a row before any command sees it. Each has a code of its own, and its text in both languages. */
import { GuanxiError } from '@guanxi/core';

const texts = {
  IMPORT_REQUIRED: { en: 'A value is required here.', zh: '此处必须有值。' },
  IMPORT_NOT_A_NUMBER: { en: '"{text}" is no number.', zh: '“{text}”不是数字。' },
  IMPORT_NOT_A_DATE: { en: '"{text}" is no date or time of the form {form}.', zh: '“{text}”不是 {form} 形式的日期或时间。' },
  IMPORT_NOT_A_BOOLEAN: { en: '"{text}" is neither yes nor no.', zh: '“{text}”既不是“是”也不是“否”。' },
  IMPORT_UNKNOWN_VALUE: { en: '"{text}" is none of the values: {values}.', zh: '“{text}”不在可选值之中：{values}。' },
  IMPORT_NOT_FOUND: { en: 'There is no record in {list} whose {by} is "{text}".', zh: '{list} 中没有 {by} 为“{text}”的记录。' },
  IMPORT_AMBIGUOUS: { en: 'Several records in {list} have the {by} "{text}".', zh: '{list} 中有多条记录的 {by} 为“{text}”。' },
  IMPORT_KEY_TWICE: { en: 'Line {line} of the file has the same key.', zh: '文件第 {line} 行的主键与此相同。' },
  IMPORT_CELLS: { en: 'The row has {actual} cells, the header has {expected}.', zh: '该行有 {actual} 个单元格，表头有 {expected} 个。' },
  IMPORT_DIFFERS: { en: 'The record is there already and has another value here.', zh: '记录已存在，此处的值不同。' },
} as const;

export type RowProblemCode = keyof typeof texts;

/** `path` is the target's, such as `channels.0.value`; the error file says which column it came from. */
export const rowProblem = (
  code: RowProblemCode,
  args: Readonly<Record<string, string | number>> = {},
  path: readonly string[] = [],
): GuanxiError => new GuanxiError({ code, ...texts[code] }, args, { path });

/** A mapping, option or file that cannot be used at all: nothing is read. */
export const unusable = (en: string, zh: string, path: readonly string[] = []): GuanxiError =>
  new GuanxiError({ code: 'BAD_INPUT', en, zh }, {}, { path });

export const rowProblemCodes = Object.keys(texts) as readonly RowProblemCode[];
