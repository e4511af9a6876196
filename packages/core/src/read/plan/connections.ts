/** Lists: Relay connections of which only what is selected is computed. `nodes` alone costs what a plain list costs. */
import { allOf, type Condition, conditionText } from '../../access/condition.ts';
import { tableCondition } from '../../access/policy.ts';
import type { ConnectionItem, ConnectionSelection, Filter, ListArguments, RecordSelection } from '../selection.ts';
import { type Emitted, listShape, type Shape } from '../shape.ts';
import { Columns } from '../sql/columns.ts';
import type { PlanContext } from './context.ts';
import { filterCondition } from './filters.ts';
import { beyond, keyText } from './keyset.ts';
import { linkedBy } from './linked.ts';
import { orderKeys, orderText } from './order.ts';
import { type PageRows, pageItem } from './page-items.ts';
import { type Page, pageOf } from './paging.ts';
import { forOperation } from './refusal.ts';
import { rowsOf, searchOf } from './rows.ts';
import type { ListSource } from './sources.ts';
import { splitsOf } from './splits.ts';
import { parted } from './walk.ts';

export function emitConnection(ctx: PlanContext, source: ListSource, args: ListArguments, connection: ConnectionSelection): Emitted {
  const { entity } = source;
  const t = ctx.sink.alias();
  const search = forOperation(() => searchOf(ctx, entity, t, args.search));
  const { plain, absent } = parted(args.where);
  const all = (filters: readonly Filter[]): Condition => forOperation(() => allOf(filters.map((f) => filterCondition(ctx, entity, t, f))));
  const keys = forOperation(() => orderKeys(ctx, entity, t, args.orderBy, source.order));
  const page = pageOf(ctx, args);
  const own = tableCondition(ctx, entity, t, source.reached);
  const linked = linkedBy(ctx, source, t, { keys, filters: plain, isSearched: search !== null, isBackward: page.backward });
  const along = allOf(linked ? [own, all(plain)] : [own, source.on(t), all(plain)]);
  const lacking = all(absent);
  const fits = allOf([along, lacking]);
  const list = listName(
    source,
    args,
    keys.map((k) => k.direction),
  );
  const placed = linked ? [linked.key] : keys;
  const within = allOf([
    page.after ? beyond(ctx, list, placed, page.after, 'after') : true,
    page.before ? beyond(ctx, list, placed, page.before, 'before') : true,
  ]);
  const walk = source.whole && typeof lacking === 'string' ? { along: allOf([along, within]), fits: lacking } : null;
  const order = orderText(placed, page.backward);
  const splits = splitsOf(ctx, list, keys, fits, page);
  const rows = (limit: string): string =>
    linked
      ? `${linked.from(fits)} where ${conditionText(within)} order by ${order} limit ${limit}`
      : rowsOf(ctx, entity, t, { where: allOf([fits, within]), order, limit, search, splits, walk, named: source.named ?? null });
  const records = (selection: RecordSelection): Columns => {
    const columns = new Columns(ctx);
    ctx.emit.items(ctx, columns, entity, t, selection.items);
    return columns;
  };

  const whole = new Columns(ctx);
  const plainNodes = onlyNodes(connection, page);
  if (plainNodes !== null) {
    for (const item of connection.items) {
      if (item.kind !== 'nodes') whole.put(item.key, pageItem(ctx, connection, item, null));
      else {
        const columns = records(item.selection);
        whole.add(item.key, columns.array(rows(page.size)), listShape(columns.shape()));
      }
    }
    return { sql: whole.object(), shape: whole.shape() };
  }
  const nodes: { readonly sql: string; readonly shape: Shape }[] = [];
  const shown: PageRows = {
    list,
    page,
    node: (selection) => {
      const columns = records(selection as RecordSelection);
      return { index: nodes.push({ sql: columns.object(), shape: columns.shape() }) - 1, shape: columns.shape() };
    },
  };
  for (const item of connection.items) whole.put(item.key, pageItem(ctx, connection, item, shown));
  const from: string[] = [];
  if (connection.items.some(isOfRows)) {
    const columns = [...nodes.map((n, i) => `${n.sql} as n${i}`), `${keyText(keys)} as k`];
    const arrays = [...nodes.map((_, i) => `array_agg(p.n${i}) as n${i}`), 'array_agg(p.k) as k', 'count(*)::int as c'];
    from.push(`(select ${arrays.join(', ')} from (select ${columns.join(', ')} ${rows(`${page.size} + 1`)}) p) s`);
  }
  if (connection.items.some((i) => i.kind === 'totalCount' || i.kind === 'totalCountIsExact')) {
    const all = allOf([fits, linked ? source.on(t) : true, search ? search.condition : true]);
    from.push(
      `(select count(*)::int as n from (select 1 from ${ctx.sink.table(entity.tableName, source.named)} ${t} where ${conditionText(all)} limit ${ctx.limits.maxCount + 1}) x) q`,
    );
  }
  return { sql: whole.object(from.length === 0 ? '' : `from ${from.join(' cross join ')}`), shape: whole.shape() };
}

const isOfRows = (item: ConnectionItem<unknown>): boolean => item.kind === 'nodes' || item.kind === 'edges' || item.kind === 'pageInfo';

/** Whether the page can be read as a plain list; null where it cannot. */
function onlyNodes(connection: ConnectionSelection, page: Page): true | null {
  return !page.backward && connection.items.every((i) => i.kind === 'nodes' || i.kind === 'typename') ? true : null;
}

/** What makes a list this one: a cursor of another is refused. */
function listName(source: ListSource, args: ListArguments, directions: readonly string[]): string {
  const order = args.orderBy.map(
    (o) => `${o.through.map((f) => f.name).join('.')}.${o.field?.name ?? o.attribute}.${o.part ?? ''}.${o.direction}`,
  );
  return JSON.stringify([source.name, source.entity.name, order, directions, args.where && filterShape(args.where), args.search !== null]);
}

type Shaped = string | readonly Shaped[];
function filterShape(filter: NonNullable<ListArguments['where']>): Shaped {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return [filter.kind, ...filter.items.map(filterShape)];
    case 'not':
      return ['not', filterShape(filter.item)];
    case 'compare':
      return [filter.field.name, filter.part ?? '', filter.op];
    case 'attribute':
      return ['attribute', filter.attribute, filter.op];
    default:
      return [filter.kind, filter.field.name, filterShape(filter.filter)];
  }
}
