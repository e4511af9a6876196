/** Selections of records and of what hangs on them. */
import { type GraphQLNamedType, type GraphQLObjectType, getNamedType, isAbstractType } from 'graphql';
import type { EntityDef, InterfaceDef } from '../../model/model.ts';
import type {
  AbstractSelection,
  ConnectionItem,
  ConnectionSelection,
  EdgeItem,
  Item,
  Listed,
  Part,
  RecordSelection,
} from '../../read/selection.ts';
import { meaningOf } from '../schema/meaning.ts';
import { typeKey } from '../schema/planned.ts';
import { argumentsOf, type Collected, collect, type SelectionSets, setsOf } from './collect.ts';
import { listOf } from './lists.ts';
import type { Translation } from './translation.ts';

const objectNamed = (t: Translation, name: string): GraphQLObjectType => t.schema.getType(name) as GraphQLObjectType;

export function recordOf(t: Translation, entity: EntityDef, sets: SelectionSets): RecordSelection {
  const items = collect(t, objectNamed(t, entity.name), sets).map((c) => itemOf(t, entity, c));
  return { kind: 'record', entity, items };
}

/** A case for every type that the record may be of. */
export function abstractOf(
  t: Translation,
  type: GraphQLNamedType,
  sets: SelectionSets,
  isPossible: (entity: EntityDef) => boolean = () => true,
): AbstractSelection {
  const cases = new Map<string, RecordSelection>();
  if (!isAbstractType(type)) return { kind: 'abstract', cases };
  for (const { name } of t.schema.getPossibleTypes(type)) {
    const entity = t.model.entities.get(name);
    if (!entity || !isPossible(entity)) continue;
    const record = recordOf(t, entity, sets);
    cases.set(name, t.marksTypes ? { ...record, items: [...record.items, { kind: 'typename', key: typeKey, value: name }] } : record);
  }
  return { kind: 'abstract', cases };
}

function itemOf(t: Translation, entity: EntityDef, c: Collected): Item {
  const { key } = c;
  const meaning = c.field && meaningOf(c.field);
  if (meaning?.kind === 'attributes') return attributesOf(t, c);
  if (meaning?.kind === 'shape') return { kind: 'shape', key, of: meaning.of, name: meaning.name };
  if (meaning?.kind !== 'field') {
    // `Node.id` stands for the entity's own.
    return { kind: 'typename', key, value: entity.name };
  }
  const { field } = meaning;
  const sets = setsOf(c);
  switch (field.spec.kind) {
    case 'one': {
      const target = t.model.entities.get(field.spec.target.name) as EntityDef;
      return { kind: 'one', key, field, selection: recordOf(t, target, sets) };
    }
    case 'any':
      return { kind: 'any', key, field, selection: abstractOf(t, typeOf(c), sets) };
    case 'many':
    case 'through': {
      const target = t.model.entities.get(field.spec.target.name) as EntityDef;
      return {
        kind: 'connection',
        key,
        field,
        list: listOf(t, target, argumentsOf(t, c)),
        connection: connectionOf(t, c, (s) => recordOf(t, target, s)),
      };
    }
    case 'all': {
      const of = t.model.interfaces.get(field.spec.shape.name) as InterfaceDef;
      const type = t.schema.getType(of.name) as GraphQLNamedType;
      return {
        kind: 'all',
        key,
        field,
        list: listOf(t, null, argumentsOf(t, c)),
        connection: connectionOf(t, c, (s) => abstractOf(t, type, s)),
      };
    }
    case 'money':
      return { kind: 'money', key, field, parts: partsOf(t, c) };
    default:
      return field.scalar === 'Money' ? { kind: 'money', key, field, parts: partsOf(t, c) } : { kind: 'value', key, field };
  }
}

const typeOf = (c: Collected): GraphQLNamedType => getNamedType(c.field?.type) as GraphQLNamedType;

function attributesOf(t: Translation, c: Collected): Item {
  t.reader.namesAttributes();
  const keys = argumentsOf(t, c).get('keys');
  return { kind: 'attributes', key: c.key, keys: keys ? ((t.reader.plain(keys) as readonly string[] | null | undefined) ?? null) : null };
}

/** The named parts of a fixed structure. */
export function partsOf<N extends string>(t: Translation, c: Collected): readonly Part<N>[] {
  return collect(t, typeOf(c) as GraphQLObjectType, setsOf(c)).map((p) => ({
    key: p.key,
    part: p.nodes[0].name.value as N | '__typename',
  }));
}

export function connectionOf<S extends Listed>(t: Translation, c: Collected, nodes: (sets: SelectionSets) => S): ConnectionSelection<S> {
  const type = typeOf(c) as GraphQLObjectType;
  const items = collect(t, type, setsOf(c)).map((p): ConnectionItem<S> => {
    const { key } = p;
    switch (p.nodes[0].name.value) {
      case 'nodes':
        return { kind: 'nodes', key, selection: nodes(setsOf(p)) };
      case 'edges':
        return { kind: 'edges', key, items: edgeOf(t, p, nodes) };
      case 'pageInfo':
        return { kind: 'pageInfo', key, parts: partsOf(t, p) };
      case 'totalCount':
        return { kind: 'totalCount', key };
      case 'totalCountIsExact':
        return { kind: 'totalCountIsExact', key };
      default:
        return { kind: 'typename', key };
    }
  });
  return { typeName: type.name, items };
}

function edgeOf<S>(t: Translation, c: Collected, nodes: (sets: SelectionSets) => S): readonly EdgeItem<S>[] {
  const type = typeOf(c) as GraphQLObjectType;
  return collect(t, type, setsOf(c)).map((p): EdgeItem<S> => {
    const { key } = p;
    const name = p.nodes[0].name.value;
    if (name === 'node') return { kind: 'node', key, selection: nodes(setsOf(p)) };
    return name === 'cursor' ? { kind: 'cursor', key } : { kind: 'typename', key, value: type.name };
  });
}
