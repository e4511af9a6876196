/** Selections of numbers over groups. */
import { type GraphQLObjectType, getNamedType } from 'graphql';
import { label } from '../../model/label.ts';
import type { EntityDef } from '../../model/model.ts';
import { badInput } from '../../model/refusals.ts';
import type { AggregateItem, AggregateSelection, GroupItem, GroupKey, NumberItem } from '../../read/selection.ts';
import { meaningOf } from '../schema/meaning.ts';
import { argumentsOf, type Collected, collect, setsOf } from './collect.ts';
import { filterOf } from './filter.ts';
import { leafOf } from './lists.ts';
import type { Given, Reader } from './reader.ts';
import type { Translation } from './translation.ts';

export function aggregateOf(t: Translation, entity: EntityDef, c: Collected): AggregateSelection {
  const { reader, model } = t;
  const args = argumentsOf(t, c);
  const groupBy = args.get('groupBy');
  return {
    entity,
    where: filterOf(model, reader, entity, args.get('where')),
    search: leafOf(reader, args.get('search')),
    groupBy: groupBy && reader.state(groupBy) === 'value' ? reader.items(groupBy).map((g) => groupKeyOf(reader, entity, g)) : [],
    first: leafOf(reader, args.get('first')),
    items: partsOf(t, c).map((p) => itemOf(t, entity, p)),
  };
}

const typeOf = (c: Collected): GraphQLObjectType => getNamedType(c.field?.type) as GraphQLObjectType;
const partsOf = (t: Translation, c: Collected): readonly Collected[] => collect(t, typeOf(c), setsOf(c));

function groupKeyOf(reader: Reader, entity: EntityDef, given: Given): GroupKey {
  const said = Object.fromEntries(reader.fields(given).map(([name, g]) => [name, reader.plain(g)]));
  const field = said['field'] == null ? null : (entity.fields.get(String(said['field'])) ?? null);
  const attribute = said['attribute'] == null ? null : String(said['attribute']);
  if ((field === null) === (attribute === null))
    throw badInput(
      label('a key of groupBy names a field or an attribute, one of the two', 'groupBy 的每一项须指明字段或属性，且只能是其中之一'),
      ['groupBy'],
    );
  if (attribute !== null) reader.namesAttributes();
  return {
    field,
    attribute,
    bucket: (said['bucket'] as GroupKey['bucket'] | undefined) ?? null,
    zone: (said['zone'] as string | undefined) ?? null,
  };
}

function itemOf(t: Translation, entity: EntityDef, c: Collected): AggregateItem {
  const { key } = c;
  const meaning = c.field && meaningOf(c.field);
  if (meaning?.kind === 'field') return { kind: 'measure', key, field: meaning.field };
  const name = c.nodes[0].name.value;
  switch (name) {
    case '__typename':
      return { kind: 'typename', key, value: `${entity.name}Aggregate` };
    case 'count':
      return { kind: 'count', key };
    case 'group':
      return { kind: 'group', key, items: partsOf(t, c).map((p): GroupItem => valueItem(t, p, typeOf(c).name)) };
    default:
      return {
        kind: 'numbers',
        key,
        aggregate: name as Extract<AggregateItem, { kind: 'numbers' }>['aggregate'],
        items: partsOf(t, c).map((p) => numberOf(t, p, typeOf(c).name)),
      };
  }
}

function numberOf(t: Translation, c: Collected, typeName: string): NumberItem {
  const item = valueItem(t, c, typeName);
  return item.kind === 'field' && item.field.spec.kind === 'money' ? { ...item, part: 'amount' } : item;
}

function valueItem(t: Translation, c: Collected, typeName: string): GroupItem {
  const { key } = c;
  const meaning = c.field && meaningOf(c.field);
  if (meaning?.kind === 'field') return { kind: 'field', key, field: meaning.field };
  if (meaning?.kind !== 'attributes') return { kind: 'typename', key, value: typeName };
  t.reader.namesAttributes();
  const name = argumentsOf(t, c).get('key');
  return { kind: 'attribute', key, attribute: String(name && t.reader.plain(name)) };
}
