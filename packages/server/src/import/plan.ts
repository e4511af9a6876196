/** A mapping checked against the schema and the file's header: everything about rows that is the same for all of them. */
import { type GraphQLInputObjectType, type GraphQLSchema, getNamedType, isInputObjectType } from 'graphql';
import { type Entity, entityOf, listOf } from './entity.ts';
import type { Mapping, Source } from './mapping.ts';
import { unusable } from './problems.ts';
import { readTarget, type Target } from './target.ts';
import { type Convert, converter } from './values.ts';

export interface Find {
  /** A list of the API, such as `customers`, and the field of its records. */
  readonly list: string;
  readonly by: string;
  readonly name: string;
  /** The list and field by which this import itself tells its records apart: rows of the file may be meant. */
  readonly own: boolean;
}
export interface FieldPlan {
  readonly target: Target;
  readonly source: Source;
  /** Columns whose cells it needs, by index; none: a value for every row. */
  readonly columns: readonly number[];
  /** The text of a row; null where there is none. */
  readonly text: (cells: readonly string[]) => string | null;
  readonly convert: Convert;
  readonly find: Find | null;
  readonly isKey: boolean;
}
export interface ImportPlan {
  readonly command: string;
  readonly input: GraphQLInputObjectType;
  readonly entity: Entity;
  readonly header: readonly string[];
  readonly fields: readonly FieldPlan[];
  readonly update: string | null;
}

/** @throws BAD_INPUT for what the schema or the header does not have */
export function planImport(schema: GraphQLSchema, mapping: Mapping, header: readonly string[], zone: string): ImportPlan {
  const { input, entity } = commandOf(schema, mapping.into);
  const fields = Object.entries(mapping.fields).map(([text, source]): FieldPlan => {
    const target = readTarget(input, text);
    const columns = columnsOf(source, header, text);
    const find = source.find ? findOf(schema, source.find, entity, mapping.key) : null;
    return {
      target,
      source,
      columns,
      text: textOf(source, header),
      convert: converter(target, source, zone),
      find,
      isKey: mapping.key.includes(text),
    };
  });
  for (const key of mapping.key) checkKey(mapping, key, entity);
  if (mapping.update !== undefined) commandOf(schema, mapping.update);
  return { command: mapping.into, input, entity, header, fields, update: mapping.update ?? null };
}

export function commandOf(schema: GraphQLSchema, name: string): { readonly input: GraphQLInputObjectType; readonly entity: Entity } {
  const mutation = schema.getMutationType()?.getFields()[name];
  const input = mutation && getNamedType(mutation.args.find((a) => a.name === 'input')?.type);
  const payload = mutation && getNamedType(mutation.type);
  const entity = payload && 'getFields' in payload ? entityOf(schema, payload) : null;
  if (!isInputObjectType(input) || !entity)
    throw unusable(`There is no command "${name}" that makes or changes records.`, `没有可新建或修改记录的命令“${name}”。`);
  return { input, entity };
}

function checkKey(mapping: Mapping, key: string, entity: Entity): void {
  if (!mapping.fields[key]) throw unusable(`The key "${key}" is no target of "fields".`, `主键“${key}”不在 fields 中。`);
  if (!entity.filters.has(key))
    throw unusable(
      `The key "${key}" cannot be looked up: ${entity.list} has no filter of that name.`,
      `主键“${key}”无法查找：${entity.list} 没有同名的筛选条件。`,
    );
}

function findOf(schema: GraphQLSchema, { in: list, by }: NonNullable<Source['find']>, own: Entity, key: readonly string[]): Find {
  const found = listOf(schema, list);
  if (!found) throw unusable(`There is no list "${list}" to find records in.`, `没有可查找记录的列表“${list}”。`);
  if (!found.filters.has(by)) throw unusable(`Records of "${list}" cannot be found by "${by}".`, `无法按“${by}”在“${list}”中查找。`);
  return { list, by, name: `${list} ${by}`, own: found.list === own.list && key.length === 1 && key[0] === by };
}

const names = /\{([^{}]+)\}/g;

function columnsOf(source: Source, header: readonly string[], target: string): readonly number[] {
  const wanted =
    source.column !== undefined ? [source.column] : [...(source.template ?? '').matchAll(names)].map((m) => (m[1] as string).trim());
  return wanted.map((name) => {
    const at = header.indexOf(name);
    if (at < 0)
      throw unusable(
        `The file has no column "${name}" (for "${target}"); it has ${header.join(', ')}.`,
        `文件没有列“${name}”（用于“${target}”），现有列：${header.join('、')}。`,
      );
    return at;
  });
}

function textOf(source: Source, header: readonly string[]): FieldPlan['text'] {
  const nothing = new Set(['', ...(source.empty ?? [])]);
  const cell = (cells: readonly string[], name: string): string | null => {
    const text = (cells[header.indexOf(name)] ?? '').trim();
    return nothing.has(text) ? null : text;
  };
  const { column, template, map } = source;
  const raw = (cells: readonly string[]): string | null => {
    if (column !== undefined) return cell(cells, column);
    const parts = [...(template ?? '').matchAll(names)].map((m) => cell(cells, (m[1] as string).trim()));
    if (parts.includes(null)) return null;
    let i = 0;
    return (template ?? '').replace(names, () => parts[i++] ?? '');
  };
  return (cells) => {
    const text = raw(cells) ?? source.default ?? null;
    if (text === null || !map) return text;
    return (Object.hasOwn(map, text) ? map[text] : map['*']) ?? text;
  };
}
