/** What a row or a file of an import is refused for. */
import type { ErrorText } from './text.ts';

export const importErrors = {
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
