/** Numbers over groups of rows. Money is never added across currencies: where a group holds more than one, its number is an error. */
import { requireField } from '../../access/columns.ts';
import { allOf, conditionText } from '../../access/condition.ts';
import { tableCondition } from '../../access/policy.ts';
import { forbidden, missingPermission } from '../../access/rights.ts';
import { rowOf } from '../../access/symbols.ts';
import type { GuanxiError } from '../../errors.ts';
import { label } from '../../model/label.ts';
import type { FieldDef } from '../../model/model.ts';
import { badInput, limitExceeded } from '../../model/refusals.ts';
import type { AggregateItem, AggregateSelection, GroupKey, NumberItem } from '../selection.ts';
import { type Emitted, listShape, plain } from '../shape.ts';
import { Columns } from '../sql/columns.ts';
import { idText, instantText, scalarOutput } from '../sql/output.ts';
import { literal } from '../sql/quote.ts';
import { comparableAttribute, definitionOf } from './attributes.ts';
import { type Comparable, comparableColumn, comparableField } from './comparable.ts';
import { leafValue, type PlanContext } from './context.ts';
import { filterCondition } from './filters.ts';
import { Numbers } from './numbers.ts';
import { forOperation } from './refusal.ts';
import { searchOf } from './rows.ts';

const groupsByDefault = 100;
const groupsAtMost = 1_000;

export function emitAggregate(ctx: PlanContext, selection: AggregateSelection): Emitted {
  const { entity } = selection;
  const missing = missingPermission(ctx.model, ctx.rights, entity);
  if (missing !== null) throw forbidden(missing);
  return forOperation(() => emitGroups(ctx, selection));
}

/**
 * Numbers are calculated in a select of their own, as plain columns, and told as JSON around it: an object made beside the groups is a
 * sub-select that depends on them, and Postgres then reads all the rows on one core.
 */
function emitGroups(ctx: PlanContext, selection: AggregateSelection): Emitted {
  const { entity } = selection;
  const t = ctx.sink.alias();
  const search = searchOf(ctx, entity, t, selection.search);
  const where = allOf([
    tableCondition(ctx, entity, t),
    selection.where ? filterCondition(ctx, entity, t, selection.where) : true,
    search ? search.condition : true,
  ]);
  const keys = selection.groupBy.map((key) => keyOf(ctx, selection, t, key));
  const columns = [`${t}.*`, ...keys.map((k, i) => `${k.sql} as "~g${i}"`)].join(', ');
  const rows = (sample: string): string =>
    `(select ${columns} from ${ctx.sink.table(entity.tableName)} ${t}${sample} where ${conditionText(where)}) s`;
  const numbers = new Numbers({
    rows: rows(''),
    sample: rows(' tablesample system (1) repeatable (0)'),
    keys: keys.map((_, i) => `"~g${i}"`),
  });
  const told = new Columns(ctx);
  for (const item of selection.items) told.put(item.key, emitItem(ctx, selection, keys, numbers, item));
  const limit = `${ctx.sink.param(({ variables }) => groupLimit(selection, variables))}::int`;
  return { sql: told.array(`from ${numbers.groups(limit)}`), shape: listShape(told.shape()) };
}

function groupLimit({ first }: AggregateSelection, variables: Readonly<Record<string, unknown>>): number {
  const asked = first === null ? null : leafValue(first, variables);
  if (asked === null) return groupsByDefault;
  if (typeof asked !== 'number' || !Number.isInteger(asked) || asked < 0)
    throw badInput(label('how many groups is a whole number from 0', '分组数须为不小于 0 的整数'), first?.path ?? ['first']);
  if (asked > groupsAtMost) throw limitExceeded(label('groups', '分组数'), asked, groupsAtMost, first?.path ?? ['first']);
  return asked;
}

interface Key extends Comparable {
  readonly of: GroupKey;
}

function keyOf(ctx: PlanContext, { entity }: AggregateSelection, t: string, key: GroupKey): Key {
  const c = key.field ? comparableField(ctx, entity, t, key.field, 'currency') : comparableAttribute(ctx, entity, t, key.attribute ?? '');
  if (key.bucket === null) return { ...c, of: key };
  const unit = literal(key.bucket.toLowerCase());
  if (c.type.kind === 'date') return { ...c, sql: `date_trunc(${unit}, (${c.sql})::timestamp)::date`, of: key };
  if (c.type.kind !== 'instant') throw badInput(label('only dates and times have buckets', '只有日期和时间可以按时段分组'));
  return { ...c, sql: `date_trunc(${unit}, ${c.sql}, ${zoneOf(ctx, key.zone)})`, of: key };
}

function zoneOf(ctx: PlanContext, zone: string | null): string {
  if (zone === null) return `(select z.zone from ${ctx.sink.table('tenant')} z where z.id = ${ctx.sink.tenant()})`;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw badInput(label(`"${zone.slice(0, 40)}" is no time zone`, `“${zone.slice(0, 40)}”不是时区`));
  }
  return literal(zone);
}

function emitItem(ctx: PlanContext, selection: AggregateSelection, keys: readonly Key[], numbers: Numbers, item: AggregateItem): Emitted {
  const { entity } = selection;
  if (item.kind === 'typename') return { sql: literal(item.value), shape: plain };
  if (item.kind === 'count') return { sql: numbers.number('count(*)::int'), shape: plain };
  if (item.kind === 'measure') {
    const { spec } = item.field;
    if (spec.kind !== 'measure') throw new TypeError(`${entity.name}.${item.field.name} is no measure`);
    requireField(ctx, item.field);
    return { sql: numbers.number(scalarOutput(spec.type, ctx.render(spec.sql(rowOf(entity, 's')), 'reader'))), shape: plain };
  }
  const object = new Columns(ctx);
  for (const part of item.items) {
    if (part.kind === 'typename') object.add(part.key, literal(part.value));
    else if (item.kind === 'group') object.add(part.key, groupValue(ctx, keys, part));
    else object.put(part.key, numberOf(ctx, object, numbers, selection, item.aggregate, part as NumberItem));
  }
  return { sql: object.object(), shape: object.shape() };
}

function groupValue(
  ctx: PlanContext,
  keys: readonly Key[],
  part:
    | { readonly kind: 'field'; readonly field: FieldDef }
    | { readonly kind: 'attribute'; readonly attribute: string }
    | { readonly kind: 'typename' },
): string {
  const at = keys.findIndex(({ of }) =>
    part.kind === 'field' ? of.field === part.field : part.kind === 'attribute' && of.attribute === part.attribute,
  );
  const key = keys[at];
  return key ? output(ctx, key, `g."~g${at}"`) : 'null';
}

function output(ctx: PlanContext, { type }: Comparable, x: string): string {
  switch (type.kind) {
    case 'id':
    case 'reference':
      return type.prefix === null ? `${x}::text` : idText(type.prefix, x, ctx.values);
    case 'bigint':
    case 'decimal':
      return `${x}::text`;
    case 'instant':
      return instantText(x);
    default:
      return x;
  }
}

function numberOf(
  ctx: PlanContext,
  out: Columns,
  numbers: Numbers,
  { entity, groupBy }: AggregateSelection,
  aggregate: Extract<AggregateItem, { kind: 'numbers' }>['aggregate'],
  part: NumberItem,
): Emitted {
  if (part.kind === 'typename') return { sql: literal(part.value), shape: plain };
  const c = part.kind === 'field' ? comparableField(ctx, entity, 's', part.field) : comparableAttribute(ctx, entity, 's', part.attribute);
  const sql = numberText(ctx, numbers, aggregate, c);
  if (aggregate === 'countDistinct') return { sql, shape: plain };
  const currency = part.kind === 'field' ? currencyOf(ctx, part.field, groupBy) : attributeCurrency(ctx, entity, part.attribute);
  if (currency === null) return { sql, shape: plain };
  // Counting what is distinct would sort every group, on one core: none or one is what the least and the greatest have in common.
  const among = (f: 'min' | 'max'): string => `${f}(${currency}) filter (where ${c.sql} is not null)`;
  const one = numbers.number(`${among('min')} is not distinct from ${among('max')}`);
  return { sql: `case when ${one} then ${sql} end`, shape: { kind: 'unless', flag: out.hide(`not ${one}`), error: mixed() } };
}
const mixed = (): GuanxiError =>
  badInput(
    label(
      'amounts of more than one currency do not add up; group by the currency, or filter by one',
      '不同币种的金额不能合计；请按币种分组，或只筛选一个币种',
    ),
  );

function numberText(
  ctx: PlanContext,
  numbers: Numbers,
  aggregate: Extract<AggregateItem, { kind: 'numbers' }>['aggregate'],
  c: Comparable,
): string {
  const { sql: x } = c;
  const isNumber = ['int', 'bigint', 'decimal'].includes(c.type.kind);
  if (aggregate === 'countDistinct') return numbers.number(`count(distinct ${x})::int`);
  if (aggregate === 'min' || aggregate === 'max') {
    if (['id', 'reference', 'uuid', 'boolean', 'json'].includes(c.type.kind) || c.array)
      throw badInput(label(`"${aggregate}" does not apply here`, `“${aggregate}”不适用于此处`));
    return output(ctx, c, numbers.number(`${aggregate}(${x})`));
  }
  if (!isNumber) throw badInput(label(`"${aggregate}" applies to numbers`, `“${aggregate}”只适用于数字`));
  if (aggregate === 'sum') return `${numbers.number(`sum(${x})`)}::text`;
  if (aggregate === 'avg') return `round(${numbers.number(`avg(${x})`)}::numeric, 4)::text`;
  return numbers.quantile(x, aggregate === 'median' ? '0.5' : '0.9');
}

/** The currency beside an amount; null where the groups have one each. */
function currencyOf(ctx: PlanContext, field: FieldDef, groupBy: readonly GroupKey[]): string | null {
  const { spec } = field;
  if (spec.kind !== 'money') return null;
  const column = `${spec.prefix}Currency`;
  if (groupBy.some(({ field: g }) => g === field || (g?.spec.kind === 'column' && g.spec.column === column))) return null;
  const entity = ctx.model.entities.get(field.entity);
  const def = entity?.columns.get(column);
  return entity && def ? comparableColumn(ctx, entity, 's', def).sql : null;
}

function attributeCurrency(ctx: PlanContext, entity: AggregateSelection['entity'], key: string): string | null {
  const d = definitionOf(ctx, entity, key);
  return d.type === 'MONEY' ? `(s.attrs -> ${literal(d.id)} ->> 'currency')` : null;
}
