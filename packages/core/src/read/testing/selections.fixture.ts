/** Short ways to write selections down. */
import type { Filter, Item, ListArguments, Operator, Order, Root } from '../selection.ts';
import { entityOf, fieldOf, literal, noArguments } from './kernel.fixture.ts';

export const value = (entity: string, name: string, key = name): Item => ({ kind: 'value', key, field: fieldOf(entity, name) });
export const moneyItem = (entity: string, name: string): Item => ({
  kind: 'money',
  key: name,
  field: fieldOf(entity, name),
  parts: [
    { key: 'amount', part: 'amount' },
    { key: 'currency', part: 'currency' },
  ],
});
export const values = (entity: string, ...names: readonly string[]): Item[] =>
  names.map((n) => (fieldOf(entity, n).spec.kind === 'money' ? moneyItem(entity, n) : value(entity, n)));
export const record = (entity: string, items: readonly Item[]) => ({ kind: 'record' as const, entity: entityOf(entity), items });

export function relation(entity: string, name: string, items: readonly Item[], list: Partial<ListArguments> = {}): Item {
  const field = fieldOf(entity, name);
  const { spec } = field;
  if (!('target' in spec)) throw new Error(`${name} is no relation`);
  const selection = record(spec.target.name, items);
  if (spec.kind === 'one') return { kind: 'one', key: name, field, selection };
  return {
    kind: 'connection',
    key: name,
    field,
    list: { ...noArguments, ...list },
    connection: { typeName: 'X', items: [{ kind: 'nodes', key: 'nodes', selection }] },
  };
}

/** Every part of a page. */
export function list(entity: string, items: readonly Item[], args: Partial<ListArguments> = {}, parts: 'nodes' | 'all' = 'nodes'): Root {
  const selection = record(entity, items);
  const nodes = { kind: 'nodes' as const, key: 'nodes', selection };
  return {
    kind: 'list',
    key: 'list',
    entity: entityOf(entity),
    list: { ...noArguments, ...args },
    named: null,
    connection: {
      typeName: `${entity}Connection`,
      items:
        parts === 'nodes'
          ? [nodes]
          : [
              nodes,
              {
                kind: 'edges',
                key: 'edges',
                items: [
                  { kind: 'cursor', key: 'cursor' },
                  { kind: 'node', key: 'node', selection: record(entity, values(entity, 'id')) },
                ],
              },
              {
                kind: 'pageInfo',
                key: 'pageInfo',
                parts: (['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'] as const).map((part) => ({ key: part, part })),
              },
              { kind: 'totalCount', key: 'totalCount' },
              { kind: 'totalCountIsExact', key: 'totalCountIsExact' },
            ],
    },
  };
}

export const compare = (entity: string, name: string, op: Operator, of: unknown, part?: 'amount' | 'currency'): Filter => ({
  kind: 'compare',
  field: fieldOf(entity, name),
  op,
  value: literal(of),
  ...(part && { part }),
});
export const relates = (kind: 'is' | 'some' | 'none' | 'every', entity: string, name: string, filter: Filter): Filter => ({
  kind,
  field: fieldOf(entity, name),
  filter,
});
export const order = (entity: string, name: string, direction: 'ASC' | 'DESC' = 'ASC'): Order => ({
  through: [],
  field: fieldOf(entity, name),
  attribute: null,
  direction,
});
export const anything: Filter = { kind: 'and', items: [] };
