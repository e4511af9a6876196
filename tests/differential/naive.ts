/**
 * A list, its filter, order and page, and numbers over groups, evaluated the obvious way over rows in memory: what the plan's one statement
 * is held against. Nothing here is quick, and nothing is shared with the planner but the request.
 */
import type { EntityDef, FieldDef } from '../../packages/core/src/model/model.ts';
import type { AggregateSelection, Filter, GroupKey, ListArguments, Order } from '../../packages/core/src/read/selection.ts';

export type Row = Readonly<Record<string, unknown>>;

export interface World {
  readonly entities: ReadonlyMap<string, EntityDef>;
  readonly rows: Readonly<Record<string, readonly Row[]>>;
  /** Whether the reader may see a row. */
  readonly sees: (entity: string, row: Row) => boolean;
  /** Fields whose value is no column: by `Entity.field`. Also columns that `visible` hides. */
  readonly values: Readonly<Record<string, (row: Row) => unknown>>;
}

const visibleRows = (world: World, entity: string): readonly Row[] => (world.rows[entity] ?? []).filter((row) => world.sees(entity, row));

export function valueOfField(world: World, field: FieldDef, row: Row, part: 'amount' | 'currency' = 'amount'): unknown {
  const special = world.values[`${field.entity}.${field.name}`];
  if (special) return special(row) ?? null;
  const { spec } = field;
  if (spec.kind === 'column') return row[spec.column] ?? null;
  if (spec.kind === 'money') return row[`${spec.prefix}${part === 'amount' ? 'Amount' : 'Currency'}`] ?? null;
  throw new Error(`no value of ${field.entity}.${field.name}`);
}

/** Numbers as numbers, instants as milliseconds; text stays text. */
function comparable(field: FieldDef, value: unknown, part: 'amount' | 'currency' = 'amount'): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.getTime();
  const isNumber =
    field.scalar === 'Int' || field.scalar === 'Decimal' || field.scalar === 'Float' || (field.spec.kind === 'money' && part === 'amount');
  if (field.scalar === 'DateTime') return new Date(value as string).getTime();
  return isNumber ? Number(value) : (value as string | boolean);
}

const collator = (a: string | number | boolean, b: string | number | boolean): number => (a < b ? -1 : a > b ? 1 : 0);

/** Related rows that the reader may see. */
export function relatedRows(world: World, field: FieldDef, row: Row): readonly Row[] {
  const { spec } = field;
  if (spec.kind === 'one' || spec.kind === 'many') {
    const start = row[spec.on[0]] ?? null;
    return start === null ? [] : visibleRows(world, spec.target.name).filter((r) => r[spec.on[1]] === start);
  }
  if (spec.kind !== 'through') throw new Error(`${field.name} is no relation`);
  const joined = visibleRows(world, spec.via.name)
    .filter((j) => j[spec.from[1]] === row[spec.from[0]])
    .map((j) => j[spec.to[0]]);
  return visibleRows(world, spec.target.name).filter((r) => joined.includes(r[spec.to[1]]));
}

export function fits(world: World, filter: Filter, row: Row): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.items.every((f) => fits(world, f, row));
    case 'or':
      return filter.items.some((f) => fits(world, f, row));
    case 'not':
      return !fits(world, filter.item, row);
    case 'is':
    case 'some':
      return relatedRows(world, filter.field, row).some((r) => fits(world, filter.filter, r));
    case 'none':
      return !relatedRows(world, filter.field, row).some((r) => fits(world, filter.filter, r));
    case 'every':
      return relatedRows(world, filter.field, row).every((r) => fits(world, filter.filter, r));
    case 'attribute':
      throw new Error('attributes are not part of this comparison');
    case 'compare':
      return compares(filter, valueOfField(world, filter.field, row, filter.part));
  }
}

function compares({ field, op, value: { value }, part }: Extract<Filter, { kind: 'compare' }>, held: unknown): boolean {
  const has = held !== null && held !== undefined;
  if (op === 'isNull') return has !== value;
  if (op === 'isEmpty') return (((held as unknown[] | null)?.length ?? 0) === 0) === value;
  if (Array.isArray(held) || op === 'has' || op === 'hasAny' || op === 'hasAll') {
    const all = (held ?? []) as unknown[];
    if (op === 'has') return all.includes(value);
    return op === 'hasAny' ? (value as unknown[]).some((v) => all.includes(v)) : has && (value as unknown[]).every((v) => all.includes(v));
  }
  const x = comparable(field, held, part);
  const is = (v: unknown): boolean => x === comparable(field, v, part);
  if (op === 'eq') return is(value);
  if (op === 'ne') return !is(value);
  if (op === 'in') return has && (value as unknown[]).some(is);
  if (op === 'notIn') return !has || !(value as unknown[]).some(is);
  if (x === null) return false;
  if (op === 'contains' || op === 'startsWith' || op === 'endsWith') {
    const [text, sought] = [String(x).toLowerCase(), String(value).toLowerCase()];
    return op === 'contains' ? text.includes(sought) : op === 'startsWith' ? text.startsWith(sought) : text.endsWith(sought);
  }
  const order = collator(x, comparable(field, value, part) as string | number);
  return op === 'lt' ? order < 0 : op === 'lte' ? order <= 0 : op === 'gt' ? order > 0 : order >= 0;
}

interface Key {
  readonly of: (row: Row) => string | number | boolean | null;
  readonly direction: 'ASC' | 'DESC';
}

function keysOf(world: World, entity: EntityDef, order: readonly Order[]): readonly Key[] {
  const along = (o: Order, row: Row | null): string | number | boolean | null => {
    const [relation, ...rest] = o.through;
    if (row === null || o.field === null) return null;
    if (relation === undefined) return comparable(o.field, valueOfField(world, o.field, row, o.part), o.part);
    return along({ ...o, through: rest }, relatedRows(world, relation, row)[0] ?? null);
  };
  const keys: Key[] = order.map((o) => ({ direction: o.direction, of: (row) => along(o, row) }));
  if (keys.length === 0) {
    const { column, direction } = entity.defaultOrder;
    keys.push({
      direction,
      of: (row) => (row[column] instanceof Date ? (row[column] as Date).getTime() : ((row[column] ?? null) as string | null)),
    });
  }
  return [...keys, { direction: keys.at(-1)?.direction ?? 'ASC', of: (row) => row['id'] as string }];
}

/** Empty values are the greatest. */
function inOrder(keys: readonly Key[]): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const { of, direction } of keys) {
      const [x, y] = [of(a), of(b)];
      const order = x === null ? (y === null ? 0 : 1) : y === null ? -1 : collator(x, y);
      if (order !== 0) return direction === 'ASC' ? order : -order;
    }
    return 0;
  };
}

/** All rows of a list, in its order. */
export function allOf(world: World, entity: EntityDef, list: Pick<ListArguments, 'where' | 'orderBy'>): readonly Row[] {
  const { where } = list;
  return visibleRows(world, entity.name)
    .filter((row) => where === null || fits(world, where, row))
    .sort(inOrder(keysOf(world, entity, list.orderBy)));
}

export interface Page {
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** The page of a list after or before the row with an id. */
export function pageOf(
  rows: readonly Row[],
  page: { readonly first?: number; readonly last?: number; readonly after?: string; readonly before?: string },
): Page {
  const from = page.after === undefined ? 0 : rows.findIndex((r) => r['id'] === page.after) + 1;
  const to = page.before === undefined ? rows.length : rows.findIndex((r) => r['id'] === page.before);
  const window = rows.slice(from, Math.max(from, to));
  if (page.last !== undefined) {
    const shown = page.last === 0 ? [] : window.slice(-page.last);
    return { rows: shown, hasNextPage: page.before !== undefined, hasPreviousPage: window.length > page.last };
  }
  const size = page.first ?? 20;
  return { rows: window.slice(0, size), hasNextPage: window.length > size, hasPreviousPage: page.after !== undefined };
}

export interface Group {
  readonly keys: readonly unknown[];
  readonly count: number;
  /** By `aggregate field`; numbers to four digits. */
  readonly numbers: Readonly<Record<string, number | null>>;
}

export function groupsOf(world: World, selection: AggregateSelection): readonly Group[] {
  const rows = allOf(world, selection.entity, { where: selection.where, orderBy: [] });
  const groups = new Map<string, { keys: readonly unknown[]; rows: Row[] }>();
  if (selection.groupBy.length === 0) groups.set('', { keys: [], rows: [] });
  for (const row of rows) {
    const keys = selection.groupBy.map((key) => keyOf(world, key, row));
    const name = selection.groupBy.length === 0 ? '' : JSON.stringify(keys);
    const group = groups.get(name) ?? { keys, rows: [] };
    group.rows.push(row);
    groups.set(name, group);
  }
  return [...groups.values()].map((g) => ({ keys: g.keys, count: g.rows.length, numbers: numbersOf(world, selection, g.rows) }));
}

function keyOf(world: World, key: GroupKey, row: Row): unknown {
  if (key.field === null) return null;
  const value = valueOfField(world, key.field, row, 'currency');
  if (key.bucket === null || value === null) return value;
  const day = value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
  return key.bucket === 'YEAR' ? `${day.slice(0, 4)}-01-01` : key.bucket === 'MONTH' ? `${day.slice(0, 7)}-01` : day;
}

function numbersOf(world: World, selection: AggregateSelection, rows: readonly Row[]): Record<string, number | null> {
  const out: Record<string, number | null> = {};
  for (const item of selection.items) {
    if (item.kind !== 'numbers') continue;
    for (const part of item.items) {
      if (part.kind !== 'field') continue;
      const values = rows.map((r) => comparable(part.field, valueOfField(world, part.field, r))).filter((v) => v !== null);
      out[`${item.aggregate} ${part.field.name}`] = number(item.aggregate, values);
    }
  }
  return out;
}

// In whole ten-thousandths, exactly: halves are rounded away from zero, as the database rounds them.
const scaled = (n: number): bigint => BigInt(Math.round(n * 10_000));
function ratio(over: bigint, under: bigint): number {
  const doubled = (over < 0n ? -over : over) * 2n + under;
  const rounded = doubled / (2n * under);
  return Number(over < 0n ? -rounded : rounded) / 10_000;
}

function number(aggregate: string, values: readonly (string | number | boolean)[]): number | null {
  if (aggregate === 'countDistinct') return new Set(values).size;
  const numbers = (values as readonly number[]).map(scaled).sort((a, b) => (a < b ? -1 : 1));
  if (numbers.length === 0) return null;
  const sum = numbers.reduce((a, b) => a + b, 0n);
  if (aggregate === 'sum') return ratio(sum, 1n);
  if (aggregate === 'avg') return ratio(sum, BigInt(numbers.length));
  if (aggregate === 'min') return ratio(numbers[0] as bigint, 1n);
  if (aggregate === 'max') return ratio(numbers.at(-1) as bigint, 1n);
  // Between two neighbours in tenths of their distance.
  const tenths = (aggregate === 'median' ? 5 : 9) * (numbers.length - 1);
  const [low, high] = [numbers[Math.floor(tenths / 10)] as bigint, numbers[Math.ceil(tenths / 10)] as bigint];
  return ratio(low * 10n + (high - low) * BigInt(tenths % 10), 10n);
}
