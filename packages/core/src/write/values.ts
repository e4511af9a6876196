/** Whether a value fits a column, wherever it is written; gives the value as the database will hold it. */
import { type AnyPgColumn, getTableConfig } from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import { isUuid } from '../model/ids.ts';
import { isCleanText } from '../model/input.ts';
import { type Label, label } from '../model/label.ts';
import type { ColumnDef, EntityDef } from '../model/model.ts';
import { isDecimal } from '../model/scalars.ts';
import { scaledDecimal } from './canonical.ts';
import { isEnumValue } from './enabled.ts';

export type Checked = { readonly value: unknown } | { readonly problem: Label };

const problem = (en: string, zh: string): Checked => ({ problem: label(en, zh) });

export function checkColumn(entity: EntityDef, column: ColumnDef, given: unknown): Checked {
  if (given === null || given === undefined)
    return column.notNull ? problem(`${column.key} must not be empty`, `${column.key} 不能为空`) : { value: null };
  const checked = column.array ? checkList(entity, column, given) : checkOne(entity, column, given);
  if ('problem' in checked) return checked;
  const rule = rulesOf(entity).get(column.key);
  return rule ? checkRule(rule, column.key, checked.value) : checked;
}

function checkList(entity: EntityDef, column: ColumnDef, given: unknown): Checked {
  if (!Array.isArray(given)) return problem(`${column.key} must be a list`, `${column.key} 必须是列表`);
  const out: unknown[] = [];
  for (const item of given) {
    const checked = checkOne(entity, column, item);
    if ('problem' in checked) return checked;
    out.push(checked.value);
  }
  return { value: out };
}

const wrong = (column: ColumnDef, en: string, zh: string): Checked => problem(`${column.key} ${en}`, `${column.key} ${zh}`);

function checkOne(entity: EntityDef, column: ColumnDef, v: unknown): Checked {
  switch (column.kind) {
    case 'id':
    case 'reference':
    case 'uuid':
      return typeof v === 'string' && isUuid(v) ? { value: v } : wrong(column, 'must be an id', '必须是编号');
    case 'text':
      return typeof v === 'string' && isCleanText(v)
        ? { value: v }
        : wrong(column, 'must be text without control character 0 or broken characters', '必须是不含空字符和残缺字符的文本');
    case 'enum':
      return typeof v === 'string' && column.enum && isEnumValue(column.enum, v)
        ? { value: v }
        : wrong(column, `must be a value of ${column.enum?.name}`, `必须是 ${column.enum?.name} 的取值`);
    case 'int':
      return Number.isInteger(v) && Math.abs(v as number) <= 2_147_483_647
        ? { value: v }
        : wrong(column, 'must be a whole number of 32 bits', '必须是 32 位整数');
    case 'bigint':
      return typeof v === 'bigint' || Number.isSafeInteger(v) ? { value: v } : wrong(column, 'must be a whole number', '必须是整数');
    case 'decimal':
      return typeof v === 'string' && isDecimal(v)
        ? { value: scaledDecimal(v, scaleOf(entity, column)) }
        : wrong(column, 'must be a decimal of at most 15 digits and 4 places', '必须是最多 15 位整数、4 位小数的数值');
    case 'instant':
      return isInstant(v) ? { value: v } : wrong(column, 'must be an instant of the years 1 to 9999', '必须是公元 1 至 9999 年内的时刻');
    case 'date':
      return isDay(v) ? { value: v } : wrong(column, 'must be a date as YYYY-MM-DD', '必须是 YYYY-MM-DD 形式的日期');
    case 'boolean':
      return typeof v === 'boolean' ? { value: v } : wrong(column, 'must be true or false', '必须是真或假');
    case 'json':
      return isCleanJson(v) ? { value: v } : wrong(column, 'holds text that cannot be stored', '含有无法存储的文本');
  }
}

const isInstant = (v: unknown): boolean => v instanceof Date && v.getTime() >= -62_135_596_800_000 && v.getTime() < 253_402_300_800_000;
export const isDay = (v: unknown): v is string =>
  typeof v === 'string' &&
  /^\d{4}-\d\d-\d\d$/.test(v) &&
  v >= '0001-01-01' &&
  !Number.isNaN(Date.parse(v)) &&
  new Date(`${v}T00:00:00Z`).toISOString().startsWith(v);

/** JSON of clean text all the way down. */
export function isCleanJson(v: unknown): boolean {
  if (typeof v === 'string') return isCleanText(v);
  if (typeof v === 'number') return Number.isFinite(v);
  if (Array.isArray(v)) return v.every(isCleanJson);
  if (typeof v === 'object' && v !== null)
    return Object.entries(v).every(([k, item]) => isCleanText(k) && (item === undefined || isCleanJson(item)));
  return typeof v === 'boolean' || v === null;
}

const scaleOf = (entity: EntityDef, column: ColumnDef): number =>
  (tableColumn(entity, column) as AnyPgColumn & { scale?: number }).scale ?? 4;
export const tableColumn = (entity: EntityDef, column: ColumnDef): AnyPgColumn =>
  (entity.table as unknown as Record<string, AnyPgColumn>)[column.key] as AnyPgColumn;
export const tableConfig = (entity: EntityDef) => getTableConfig(entity.table);

function checkRule(rule: z.ZodType, key: string, value: unknown): Checked {
  const parsed = rule.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  const said = parsed.error.issues[0]?.message ?? 'is not valid';
  return problem(`${key}: ${said}`, `${key}：${said}`);
}

const rules = new WeakMap<EntityDef, ReadonlyMap<string, z.ZodType>>();
/** The `input` of the entity's fields, by column. */
function rulesOf(entity: EntityDef): ReadonlyMap<string, z.ZodType> {
  const known = rules.get(entity);
  if (known) return known;
  const made = new Map(
    [...entity.fields.values()].flatMap((f) =>
      f.spec.kind === 'column' && f.spec.options.input ? [[f.spec.column, f.spec.options.input] as const] : [],
    ),
  );
  rules.set(entity, made);
  return made;
}
