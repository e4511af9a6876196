/** What an operation may touch at most, by its page sizes, and how deep it goes: known before it runs. */
import { label } from '../../model/label.ts';
import { limitExceeded } from '../../model/refusals.ts';
import type { Limits } from '../kernel.ts';
import type { AbstractSelection, ConnectionSelection, Item, Leaf, ListArguments, Listed, RecordSelection, Root } from '../selection.ts';
import { leafValue } from './context.ts';
import { pageSize } from './paging.ts';

type Variables = Readonly<Record<string, unknown>> | null;

/** Rows a count or an aggregate stands for: it reads many and shows one. */
export const countCost = 20;
export const aggregateCost = 100;

export interface Cost {
  readonly cost: number;
  readonly depth: number;
}
export const none: Cost = { cost: 0, depth: 0 };
export const sum = (all: readonly Cost[]): Cost => ({
  cost: all.reduce((n, c) => n + c.cost, 0),
  depth: all.reduce((n, c) => Math.max(n, c.depth), 0),
});
export const times = (n: number, each: Cost): Cost => ({ cost: n * (1 + each.cost), depth: 1 + each.depth });

export function costOf(roots: readonly Root[], limits: Limits, variables: Variables): Cost {
  return sum(roots.map((root) => ofRoot(root, limits, variables)));
}

function ofRoot(root: Root, limits: Limits, variables: Variables): Cost {
  switch (root.kind) {
    case 'typename':
      return none;
    case 'record':
      return times(1, ofRecord(root.selection, limits, variables));
    case 'node':
      return times(1, ofAbstract(root.selection, limits, variables));
    case 'nodes':
      return times(lengthOf(root.ids, variables), ofAbstract(root.selection, limits, variables));
    case 'records':
      return times(lengthOf(root.ids, variables), ofRecord(root.selection, limits, variables));
    case 'changes':
      return root.selection === null ? none : ofConnection(root.selection.list, root.selection.connection, () => none, limits, variables);
    case 'aggregate':
      return { cost: aggregateCost, depth: 1 };
    case 'list':
      return ofConnection(root.list, root.connection, ofRecord, limits, variables);
    case 'implementers':
      return ofConnection(root.list, root.connection, ofAbstract, limits, variables);
  }
}

const lengthOf = (ids: Leaf, variables: Variables): number => {
  const value = leafValue(ids, variables);
  return Array.isArray(value) ? value.length : 1;
};

function ofRecord(selection: RecordSelection, limits: Limits, variables: Variables): Cost {
  return sum(selection.items.map((item) => ofItem(item, limits, variables)));
}
function ofAbstract(selection: AbstractSelection, limits: Limits, variables: Variables): Cost {
  const cases = [...selection.cases.values()].map((c) => ofRecord(c, limits, variables));
  return { cost: Math.max(0, ...cases.map((c) => c.cost)), depth: Math.max(0, ...cases.map((c) => c.depth)) };
}
function ofItem(item: Item, limits: Limits, variables: Variables): Cost {
  switch (item.kind) {
    case 'one':
      return times(1, ofRecord(item.selection, limits, variables));
    case 'any':
      return times(1, ofAbstract(item.selection, limits, variables));
    case 'rows':
      return times(limits.pageSize, ofRecord(item.selection, limits, variables));
    case 'connection':
      return ofConnection(item.list, item.connection, ofRecord, limits, variables);
    case 'all':
      return ofConnection(item.list, item.connection, ofAbstract, limits, variables);
    default:
      return none;
  }
}

function ofConnection<S extends Listed>(
  list: ListArguments,
  connection: ConnectionSelection<S>,
  ofSelection: (s: S, limits: Limits, variables: Variables) => Cost,
  limits: Limits,
  variables: Variables,
): Cost {
  const size = pageSize(list, limits, variables);
  const each = sum(
    connection.items.flatMap((item) => {
      if (item.kind === 'nodes') return [ofSelection(item.selection, limits, variables)];
      return item.kind === 'edges'
        ? item.items.flatMap((e) => (e.kind === 'node' ? [ofSelection(e.selection, limits, variables)] : []))
        : [];
    }),
  );
  const counts = connection.items.some((i) => i.kind === 'totalCount' || i.kind === 'totalCountIsExact') ? countCost : 0;
  const page = times(size, each);
  return { cost: page.cost + counts, depth: page.depth };
}

/** @throws LIMIT_EXCEEDED, and what page sizes are refused with */
export function checkedCost(roots: readonly Root[], limits: Limits, variables: Variables): Cost {
  const counted = costOf(roots, limits, variables);
  if (counted.depth > limits.maxDepth) throw limitExceeded(label('depth', '查询深度'), counted.depth, limits.maxDepth);
  if (counted.cost > limits.maxCost) throw limitExceeded(label('cost', '查询开销'), counted.cost, limits.maxCost);
  return counted;
}
