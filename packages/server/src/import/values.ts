/** A cell's text made into what the API takes at a place: numbers, dates, enum values by name or by label. */
import type { GuanxiError } from '@guanxi/core';
import { type GraphQLNamedInputType, isEnumType } from 'graphql';
import { dateReader, instantText, type ReadDate, readIsoDate } from './dates.ts';
import type { Source } from './mapping.ts';
import { rowProblem, unusable } from './problems.ts';
import type { Target } from './target.ts';

export type Converted = { readonly value: unknown } | { readonly problem: (path: readonly string[]) => GuanxiError };
export type Convert = (text: string) => Converted;

const trueWords = new Set(['true', 't', 'yes', 'y', '1', '是', '有', '真', '对', '√']);
const falseWords = new Set(['false', 'f', 'no', 'n', '0', '否', '无', '没有', '假', '错', '×']);

/** The conversion for a place, chosen once for all rows. */
export function converter(target: Target, source: Source, zone: string): Convert {
  const type = target.attribute ? attributeType(source) : target.type.name;
  if (isEnumType(target.type)) return enumConverter(target.type);
  switch (type) {
    case 'Int':
    case 'Float':
    case 'Decimal':
      return numberConverter(type, source.decimal ?? '.');
    case 'Boolean':
      return toBoolean;
    case 'Date':
    case 'DateTime':
      return dateConverter(type, source, zone);
    default:
      return (text) => ({ value: text });
  }
}

const attributeType = (source: Source): string =>
  ({ text: 'String', number: 'Decimal', boolean: 'Boolean', date: 'Date' })[source.as ?? 'text'];

function numberConverter(type: 'Int' | 'Float' | 'Decimal', decimal: '.' | ','): Convert {
  const separator = decimal === '.' ? ',' : '.';
  const grouped = new RegExp(`^[+-]?\\d{1,3}(\\${separator}\\d{3})+(?:\\${decimal}\\d+)?$`);
  return (text) => {
    const plain = (grouped.test(text) ? text.replaceAll(separator, '') : text).replace(decimal, '.').replace(/^\+/, '');
    const valid = type === 'Int' ? /^-?\d+(\.0+)?$/.test(plain) : /^-?\d+(\.\d+)?$/.test(plain);
    if (!valid || (decimal === ',' && /\d\.\d/.test(text) && !grouped.test(text)))
      return { problem: (path) => rowProblem('IMPORT_NOT_A_NUMBER', { text }, path) };
    return { value: type === 'Decimal' ? plain : Number(plain) };
  };
}

const toBoolean: Convert = (text) => {
  const word = text.toLowerCase();
  if (trueWords.has(word)) return { value: true };
  return falseWords.has(word) ? { value: false } : { problem: (path) => rowProblem('IMPORT_NOT_A_BOOLEAN', { text }, path) };
};

function dateConverter(type: 'Date' | 'DateTime', source: Source, tenantZone: string): Convert {
  const read: ReadDate = source.date === undefined ? readIsoDate : dateReader(source.date);
  const zone = source.zone ?? tenantZone;
  if (!isZone(zone)) throw unusable(`"${zone}" is no IANA time zone.`, `“${zone}”不是 IANA 时区。`);
  return (text) => {
    const written = read(text);
    if (!written) return { problem: (path) => rowProblem('IMPORT_NOT_A_DATE', { text, form: source.date ?? 'YYYY-MM-DD' }, path) };
    return { value: type === 'Date' ? written.local.toPlainDate().toString() : instantText(written, zone) };
  };
}

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch {
    return false;
  }
};

/** By name in any case, or by either label (`Organisation (组织)` is how a value is described). */
function enumConverter(type: Extract<GraphQLNamedInputType, { getValues(): unknown }>): Convert {
  const byText = new Map<string, string>();
  for (const { name, description } of type.getValues()) {
    const labels = /^(.*?)(?: \((.*)\))?$/su.exec(description ?? '');
    for (const label of [labels?.[2], labels?.[1]]) if (label) byText.set(normal(label), name);
  }
  for (const { name } of type.getValues()) byText.set(normal(name), name);
  const names = type.getValues().map((v) => v.name);
  const values = names.length > 12 ? `${names.slice(0, 12).join(', ')} …` : names.join(', ');
  return (text) => {
    const value = byText.get(normal(text));
    return value === undefined ? { problem: (path) => rowProblem('IMPORT_UNKNOWN_VALUE', { text, values }, path) } : { value };
  };
}

const normal = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
