/**
 * A list over every entity behind an interface: UNION ALL of branches, each with its own policy, order and limit so that its own index
 * serves it. Only the keys are merged; the records of the page are fetched by id.
 */
import { allOf, type Condition, conditionText } from '../../access/condition.ts';
import { tableCondition } from '../../access/policy.ts';
import { missingPermission } from '../../access/rights.ts';
import { related, rowOf } from '../../access/symbols.ts';
import { columnType } from '../../access/types.ts';
import type { ColumnDef, EntityDef } from '../../model/model.ts';
import type { AbstractSelection, ConnectionSelection, ListArguments } from '../selection.ts';
import type { Emitted } from '../shape.ts';
import { Columns } from '../sql/columns.ts';
import { literal } from '../sql/quote.ts';
import type { ValueType } from '../value.ts';
import { caseOf, emitCases } from './abstract.ts';
import { given, type PlanContext } from './context.ts';
import { beyond, keyText } from './keyset.ts';
import { leafParameter, listParameter } from './leaf.ts';
import { type OrderKey, orderText } from './order.ts';
import { type PageRows, pageItem } from './page-items.ts';
import { pageOf } from './paging.ts';
import type { ImplementerSource } from './sources.ts';

const types: Readonly<Record<string, ValueType>> = {
  DateTime: { kind: 'instant', sql: 'timestamptz', prefix: null },
  Date: { kind: 'date', sql: 'date', prefix: null },
  Int: { kind: 'int', sql: 'int', prefix: null },
  Decimal: { kind: 'decimal', sql: 'numeric', prefix: null },
  String: { kind: 'text', sql: 'text', prefix: null },
  Boolean: { kind: 'boolean', sql: 'boolean', prefix: null },
};
const textType: ValueType = { kind: 'text', sql: 'text', prefix: null };

interface Branch {
  readonly entity: EntityDef;
  readonly alias: string;
  readonly keys: readonly OrderKey[];
  readonly where: Condition;
}

export function emitImplementers(
  ctx: PlanContext,
  source: ImplementerSource,
  args: ListArguments,
  connection: ConnectionSelection<AbstractSelection>,
): Emitted {
  const page = pageOf(ctx, args);
  const list = JSON.stringify([source.name, source.of.name, source.orderBy]);
  const branches = branchesOf(ctx, source, args);
  const keysOf = (alias: string): readonly OrderKey[] => orderOf(source, `${alias}.k`, `${alias}.id`);
  const size = `${page.size} + 1`;
  const selects = branches.map(({ entity, alias, keys, where }) => {
    const window = allOf([
      where,
      page.after ? beyond(ctx, list, keys, page.after, 'after') : true,
      page.before ? beyond(ctx, list, keys, page.before, 'before') : true,
    ]);
    const [k] = keys as [OrderKey];
    return `(select ${k.sql} as k, ${alias}.id as id, ${literal(entity.name)} as e from ${ctx.sink.table(entity.tableName)} ${alias} where ${conditionText(window)} order by ${orderText(keys, page.backward)} limit ${size})`;
  });
  const type = types[source.of.shape.fields[source.orderBy]?.type ?? ''] ?? textType;
  const none = `select null::${type.sql} as k, null::uuid as id, null::text as e where false`;
  const rows = `from (${selects.join(' union all ') || none}) u order by ${orderText(keysOf('u'), page.backward)} limit ${size}`;

  const whole = new Columns(ctx);
  const nodes: string[] = [];
  for (const item of connection.items) {
    const shown: PageRows = {
      list,
      page,
      node: (selection) => {
        const { branches: cases, shape } = emitCases(ctx, selection as AbstractSelection, 'u.id', { seen: true });
        return { index: nodes.push(caseOf('u.e', cases, (e) => e.name)) - 1, shape };
      },
    };
    whole.put(item.key, pageItem(ctx, connection, item, shown));
  }
  const from: string[] = [];
  if (connection.items.some((i) => i.kind === 'nodes' || i.kind === 'edges' || i.kind === 'pageInfo')) {
    const columns = [...nodes.map((sql, i) => `(${sql})::json as n${i}`), `${keyText(keysOf('u'))} as k`];
    const arrays = [...nodes.map((_, i) => `array_agg(p.n${i}) as n${i}`), 'array_agg(p.k) as k', 'count(*)::int as c'];
    from.push(`(select ${arrays.join(', ')} from (select ${columns.join(', ')} ${rows}) p) s`);
  }
  if (connection.items.some((i) => i.kind === 'totalCount' || i.kind === 'totalCountIsExact')) {
    const counted = branches.map(
      ({ entity, alias, where }) => `select 1 from ${ctx.sink.table(entity.tableName)} ${alias} where ${conditionText(where)}`,
    );
    from.push(
      `(select count(*)::int as n from (${counted.join(' union all ') || 'select 1 where false'} limit ${ctx.limits.maxCount + 1}) x) q`,
    );
  }
  return { sql: whole.object(from.length === 0 ? '' : `from ${from.join(' cross join ')}`), shape: whole.shape() };
}

function orderOf(source: ImplementerSource, key: string, id: string, notNull?: boolean): readonly OrderKey[] {
  const field = source.of.shape.fields[source.orderBy];
  const type = types[field?.type ?? ''] ?? textType;
  return [
    { sql: key, type, notNull: notNull ?? field?.nullable === false, direction: 'DESC' },
    { sql: id, type: { kind: 'id', sql: 'uuid', prefix: null }, notNull: true, direction: 'DESC' },
  ];
}

function branchesOf(ctx: PlanContext, source: ImplementerSource, args: ListArguments): readonly Branch[] {
  const kinds = given(ctx, args.kinds);
  const from = given(ctx, args.from);
  const to = given(ctx, args.to);
  const out: Branch[] = [];
  for (const { entity, mapping } of source.of.implementers) {
    if (missingPermission(ctx.model, ctx.rights, entity) !== null) continue;
    const alias = ctx.sink.alias();
    const key = mapped(ctx, entity, alias, mapping[source.orderBy], types[source.of.shape.fields[source.orderBy]?.type ?? ''] ?? textType);
    const keys = orderOf(source, key, `${alias}.id`);
    const { type } = keys[0] as OrderKey;
    const { parent } = source;
    const link = parent ? mapping[parent.key] : undefined;
    const reached = parent?.byId && typeof link === 'string' ? { from: parent.entity, column: link } : null;
    const where = allOf([
      tableCondition(ctx, entity, alias, reached),
      parent ? `${mapped(ctx, entity, alias, link, { kind: 'uuid', sql: 'uuid', prefix: null })} = ${parent.value}` : true,
      kinds ? `${literal(entity.name)} = any(${listParameter(ctx, kinds, textType)})` : true,
      from ? `${key} >= ${leafParameter(ctx, from, type)}` : true,
      to ? `${key} < ${leafParameter(ctx, to, type)}` : true,
    ]);
    if (where !== false) out.push({ entity, alias, keys, where });
  }
  return out;
}

type Mapped = EntityDef['implementations'][number]['mapping'][string] | undefined;
function mapped(ctx: PlanContext, entity: EntityDef, alias: string, mapping: Mapped, type: ValueType): string {
  if (mapping === undefined) throw new TypeError(`${entity.name} leaves a field of an interface unmapped`);
  if (typeof mapping !== 'string') return `(${ctx.render(mapping(rowOf(entity, alias), related), 'reader')})::${type.sql}`;
  const column = entity.columns.get(mapping) as ColumnDef;
  const sql = ctx.column(entity, alias, column);
  return columnType(column) === type.sql ? sql : `${sql}::${type.sql}`;
}
