/** `changes(subject)` into the history of a record of the type that the subject's id is of. */
import { type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import type { ChangeItem, ChangeSelection, ChangesSelection } from '../../read/selection.ts';
import { meaningOf } from '../schema/meaning.ts';
import { argumentsOf, type Collected, collect, type SelectionSets } from './collect.ts';
import { leafOf, listOf } from './lists.ts';
import { connectionOf, partsOf } from './records.ts';
import type { Translation } from './translation.ts';

/** Null where the id is of no type that the caller has. */
export function changesOf(t: Translation, c: Collected): ChangesSelection | null {
  const args = argumentsOf(t, c);
  const given = args.get('subject');
  const subject = leafOf(t.reader, given);
  const [prefix] = given ? t.reader.idPrefixes(given) : [];
  const entity = prefix === undefined ? undefined : t.model.byPrefix.get(prefix);
  const type = entity && t.schema.getType(entity.name);
  if (!entity || !subject || !isObjectType(type)) return null;
  if (entity.hasAttributes) t.reader.namesAttributes();
  const only = args.get('fields');
  return {
    entity,
    subject,
    fields: Object.values(type.getFields()).flatMap((f) => {
      const meaning = meaningOf(f);
      return meaning?.kind === 'field' ? [meaning.field] : [];
    }),
    only: only ? listOfNames(t.reader.plain(only)) : null,
    list: listOf(t, null, args),
    connection: connectionOf(t, c, (sets) => changeOf(t, sets)),
  };
}

const listOfNames = (given: unknown): readonly string[] | null => {
  if (given === null || given === undefined) return null;
  return (Array.isArray(given) ? given : [given]) as readonly string[];
};

function changeOf(t: Translation, sets: SelectionSets): ChangeSelection {
  const type = t.schema.getType('RecordChange') as GraphQLObjectType;
  return { kind: 'change', items: collect(t, type, sets).map((c) => itemOf(t, type, c)) };
}

function itemOf(t: Translation, type: GraphQLObjectType, c: Collected): ChangeItem {
  const { key } = c;
  const name = c.nodes[0].name.value;
  const typeName = c.field ? String(getNamedType(c.field.type)) : '';
  switch (name) {
    case 'at':
    case 'command':
    case 'operation':
    case 'version':
      return { kind: 'part', key, part: name };
    case 'actor':
      return { kind: 'actor', key, typeName, parts: partsOf<'id' | 'kind'>(t, c) };
    case 'fields':
      return { kind: 'fields', key, typeName, parts: partsOf<'name' | 'label' | 'before' | 'after'>(t, c) };
    default:
      return { kind: 'typename', key, value: type.name };
  }
}
