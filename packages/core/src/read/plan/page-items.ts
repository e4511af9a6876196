/** The parts of a page, from the arrays `s.n0 …`, `s.k` and the count `s.c` of its rows, one more than the page holds. */
import type { ConnectionItem, ConnectionSelection, Listed } from '../selection.ts';
import { type Emitted, listShape, plain, type Shape } from '../shape.ts';
import { Columns } from '../sql/columns.ts';
import { literal } from '../sql/quote.ts';
import type { PlanContext } from './context.ts';
import { cursorText } from './keyset.ts';
import type { Page } from './paging.ts';

export interface PageRows {
  readonly list: string;
  readonly page: Page;
  /** Adds a way to show each row; `s.n<index>` has it. */
  readonly node: (selection: Listed) => { readonly index: number; readonly shape: Shape };
}

export function pageItem<S extends Listed>(
  ctx: PlanContext,
  connection: ConnectionSelection<S>,
  item: ConnectionItem<S>,
  rows: PageRows | null,
): Emitted {
  if (item.kind === 'typename') return { sql: literal(connection.typeName), shape: plain };
  if (item.kind === 'totalCount') return { sql: `least(q.n, ${ctx.limits.maxCount})`, shape: plain };
  if (item.kind === 'totalCountIsExact') return { sql: `q.n <= ${ctx.limits.maxCount}`, shape: plain };
  if (rows === null) throw new TypeError(`a list without rows has no ${item.kind}`);
  const { page } = rows;
  if (item.kind === 'nodes') {
    const { index, shape } = rows.node(item.selection);
    return { sql: nodeList(page, `s.n${index}`), shape: listShape(shape) };
  }
  if (item.kind === 'edges') return emitEdges(ctx, item, rows);
  const info = new Columns(ctx);
  for (const { key, part } of item.parts) {
    if (part === '__typename') info.add(key, `'PageInfo'`);
    else if (part === 'hasNextPage') info.add(key, page.backward ? String(page.before !== null) : `s.c > ${page.size}`);
    else if (part === 'hasPreviousPage') info.add(key, page.backward ? `s.c > ${page.size}` : String(page.after !== null));
    else
      info.add(
        key,
        cursorText(
          ctx,
          rows.list,
          `s.k[${(part === 'startCursor') === page.backward ? `least(s.c, ${page.size})` : `case when ${page.size} > 0 then 1 end`}]`,
        ),
      );
  }
  return { sql: info.object(), shape: info.shape() };
}

function nodeList(page: Page, array: string): string {
  const slice = `(${array})[1:${page.size}]`;
  if (page.backward) return `array_to_json(array(select u.n from unnest(${slice}) with ordinality u(n, o) order by u.o desc))`;
  return `coalesce(array_to_json(${slice}), '[]')`;
}

function emitEdges<S extends Listed>(ctx: PlanContext, item: Extract<ConnectionItem<S>, { kind: 'edges' }>, rows: PageRows): Emitted {
  const edge = new Columns(ctx);
  const arrays: string[] = [];
  const names: string[] = [];
  for (const part of item.items) {
    if (part.kind === 'typename') edge.add(part.key, literal(part.value));
    else if (part.kind === 'cursor') edge.add(part.key, cursorText(ctx, rows.list, 'u.k'));
    else {
      const { index, shape } = rows.node(part.selection);
      arrays.push(`(s.n${index})[1:${rows.page.size}]`);
      names.push(`n${index}`);
      edge.add(part.key, `u.n${index}`, shape);
    }
  }
  const unnest = `unnest(${[...arrays, `(s.k)[1:${rows.page.size}]`].join(', ')}) with ordinality u(${[...names, 'k', 'o'].join(', ')})`;
  return { sql: edge.array(`from ${unnest} order by u.o${rows.page.backward ? ' desc' : ''}`), shape: listShape(edge.shape()) };
}
