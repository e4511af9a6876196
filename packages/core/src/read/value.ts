/** Values of a request on their way into the statement: checked here, so that the database never meets one it cannot read. */
import type { Parameter } from '../database/port.ts';
import { isUuid, parseGlobalId } from '../model/ids.ts';
import { isCleanText } from '../model/input.ts';
import { label } from '../model/label.ts';
import type { ColumnKind } from '../model/model.ts';
import { badInput } from '../model/refusals.ts';

export interface ValueType {
  readonly kind: ColumnKind;
  /** Postgres, for the cast of the placeholder. */
  readonly sql: string;
  /** For ids: the prefix they must have; null where they may be of any entity. */
  readonly prefix: string | null;
}

const unstorable = label(
  'the text holds a character that cannot be stored (U+0000 or half of a pair)',
  '文本含有无法存储的字符（U+0000 或不成对的代理字符）',
);

/** Text that Postgres and JSON can hold. */
export function cleanText(value: unknown, path: readonly (string | number)[] = []): string {
  if (typeof value !== 'string') throw badInput(label('text is expected', '此处应为文本'), path);
  if (!isCleanText(value)) throw badInput(unstorable, path);
  return value;
}

const decimalText = /^-?\d{1,30}(\.\d{1,20})?$/;
const dateText = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export function parameterOf(
  type: ValueType,
  value: unknown,
  path: readonly (string | number)[] = [],
): Exclude<Parameter, readonly unknown[]> {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case 'id':
    case 'reference':
    case 'uuid':
      return uuidOf(value, type.prefix, path);
    case 'text':
    case 'enum':
      return cleanText(value, path);
    case 'int':
      return number(value, path);
    case 'bigint':
    case 'decimal':
      return decimal(value, path);
    case 'instant':
      return instant(value, path);
    case 'date':
      return date(value, path);
    case 'boolean':
      if (typeof value !== 'boolean') throw badInput(label('true or false is expected', '此处应为 true 或 false'), path);
      return value;
    case 'json':
      return JSON.stringify(value);
  }
}

function uuidOf(value: unknown, prefix: string | null, path: readonly (string | number)[]): string {
  const text = cleanText(value, path);
  if (isUuid(text)) return text;
  const id = parseGlobalId(text);
  if (id === null || (prefix !== null && id.prefix !== prefix))
    throw badInput(
      prefix === null
        ? label('this is no id', '这不是有效的 id')
        : label(`an id beginning with ${prefix}_ is expected`, `此处应为以 ${prefix}_ 开头的 id`),
      path,
    );
  return id.uuid;
}
function number(value: unknown, path: readonly (string | number)[]): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw badInput(label('a number is expected', '此处应为数字'), path);
  return value;
}
function decimal(value: unknown, path: readonly (string | number)[]): string {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== 'string' || !decimalText.test(text)) throw badInput(label('a decimal number is expected', '此处应为十进制数'), path);
  return text;
}
function instant(value: unknown, path: readonly (string | number)[]): string {
  const at = value instanceof Date ? value : new Date(cleanText(value, path));
  const year = at.getUTCFullYear();
  if (Number.isNaN(at.getTime()) || year < 1 || year > 9999)
    throw badInput(label('a point in time, ISO 8601, is expected', '此处应为 ISO 8601 格式的时间'), path);
  return at.toISOString();
}
function date(value: unknown, path: readonly (string | number)[]): string {
  const text = cleanText(value, path);
  if (!dateText.test(text) || text.startsWith('0000') || !new Date(`${text}T00:00:00Z`).toISOString().startsWith(text))
    throw badInput(label('a date, YYYY-MM-DD, is expected', '此处应为 YYYY-MM-DD 格式的日期'), path);
  return text;
}

/** A value as code has it, of whatever type: Postgres infers that from where it stands. */
export function codeParameter(value: unknown, path: readonly (string | number)[] = []): Parameter {
  if (Array.isArray(value)) return value.map((v) => codeParameter(v, path) as Exclude<Parameter, readonly unknown[]>);
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return cleanText(value, path);
  return typeof value === 'number' || typeof value === 'boolean' ? value : JSON.stringify(value);
}
