/** Root fields of a query into roots of a plan. */
import { type GraphQLNamedType, getArgumentValues } from 'graphql';
import type { EntityDef } from '../../model/model.ts';
import type { Leaf, ListArguments, NamedList, Root } from '../../read/selection.ts';
import type { ListDefinition } from '../../write/declarations.ts';
import { meaningOf } from '../schema/meaning.ts';
import { aggregateOf } from './aggregates.ts';
import { changesOf } from './changes.ts';
import { argumentsOf, type Collected, setsOf } from './collect.ts';
import { leafOf, listOf } from './lists.ts';
import type { Given } from './reader.ts';
import { abstractOf, connectionOf, recordOf } from './records.ts';
import type { Translation } from './translation.ts';

/** A field of the query type that means a read, or `__typename`. */
export function rootOf(t: Translation, c: Collected): Root {
  const { key } = c;
  const meaning = c.field && meaningOf(c.field);
  if (meaning?.kind !== 'root') return { kind: 'typename', key, value: 'Query' };
  const { root } = meaning;
  const sets = setsOf(c);
  const args = argumentsOf(t, c);
  const nodeType = t.schema.getType('Node') as GraphQLNamedType;
  switch (root.kind) {
    case 'record':
      return {
        kind: 'record',
        key,
        id: required(t, args.get('id')),
        asOf: leafOf(t.reader, args.get('asOf')),
        selection: recordOf(t, root.entity, sets),
      };
    case 'changes':
      return { kind: 'changes', key, selection: changesOf(t, c) };
    case 'aggregate':
      return { kind: 'aggregate', key, selection: aggregateOf(t, root.entity, c) };
    case 'node':
      return { kind: 'node', key, id: required(t, args.get('id')), selection: abstractOf(t, nodeType, sets, ofTypes(t, args.get('id'))) };
    case 'nodes':
      return {
        kind: 'nodes',
        key,
        ids: required(t, args.get('ids')),
        selection: abstractOf(t, nodeType, sets, ofTypes(t, args.get('ids'))),
      };
    case 'list':
      return {
        kind: 'list',
        key,
        entity: root.entity,
        list: inOwnOrder(root.named, listOf(t, root.entity, args), root.entity),
        connection: connectionOf(t, c, (s) => recordOf(t, root.entity, s)),
        named: root.named && namedOf(t, root.named, c),
      };
  }
}

const required = (t: Translation, given: Given | undefined): Leaf => leafOf(t.reader, given) ?? { value: null, path: null };

function ofTypes(t: Translation, given: Given | undefined): (entity: { readonly idPrefix: string }) => boolean {
  const prefixes = given ? t.reader.idPrefixes(given) : [];
  return (entity) => prefixes.includes(entity.idPrefix);
}

/** A plugin's list has an order of its own, where its caller names none. */
function inOwnOrder(named: ListDefinition | null, list: ListArguments, entity: EntityDef): ListArguments {
  if (!named?.orderBy || list.orderBy.length > 0) return list;
  const field = [...entity.fields.values()].find((f) => f.spec.kind === 'column' && f.spec.column === named.orderBy);
  return field ? { ...list, orderBy: [{ through: [], field, attribute: null, direction: 'ASC' }] } : list;
}

/** The list's arguments as its code sees them, checked and decoded anew at every request. */
function namedOf(t: Translation, list: ListDefinition, c: Collected): NamedList {
  const names = Object.keys(list.input);
  const decoded = t.reader.derive((variables, decode) => {
    const wire = c.field ? getArgumentValues(c.field, c.nodes[0], variables) : {};
    const values = decode(list, Object.fromEntries(names.filter((n) => wire[n] !== undefined).map((n) => [n, wire[n]])));
    return Object.fromEntries(names.map((n) => [n, values[n] ?? null]));
  });
  const values = decoded.value as Readonly<Record<string, unknown>>;
  return { where: list.where, input: Object.fromEntries(names.map((n) => [n, { value: values[n], path: [...(decoded.path ?? []), n] }])) };
}
