/** What the schema says of the records that a command makes: their list, what they can be filtered by, what they show. */
import {
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

export interface Entity {
  readonly type: GraphQLObjectType;
  /** Its list on the API, such as `customers`. */
  readonly list: string;
  /** Fields whose values can be asked for with `in`, with the type of that list. */
  readonly filters: ReadonlyMap<string, string>;
}

/** The record among a payload's outputs. */
export function entityOf(schema: GraphQLSchema, payload: GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType): Entity | null {
  for (const field of Object.values(payload.getFields())) {
    const type = getNamedType(field.type);
    if (!isObjectType(type) || isListType(isNonNullType(field.type) ? field.type.ofType : field.type)) continue;
    const entity = lists(schema).find((e) => e.type === type);
    if (entity) return entity;
  }
  return null;
}

export const listOf = (schema: GraphQLSchema, name: string): Entity | null => lists(schema).find((e) => e.list === name) ?? null;

const known = new WeakMap<GraphQLSchema, readonly Entity[]>();

/** Every list of records of one type that takes a filter and a page. */
function lists(schema: GraphQLSchema): readonly Entity[] {
  const made = known.get(schema);
  if (made) return made;
  const found = Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field): Entity[] => {
    const connection = getNamedType(field.type);
    const where = field.args.find((a) => a.name === 'where');
    const filter = where && getNamedType(where.type);
    if (!isObjectType(connection) || !connection.name.endsWith('Connection') || !isInputObjectType(filter)) return [];
    const type = getNamedType(connection.getFields()['nodes']?.type);
    return isObjectType(type) ? [{ type, list: field.name, filters: filtersOf(filter) }] : [];
  });
  known.set(schema, found);
  return found;
}

function filtersOf(filter: GraphQLInputObjectType): ReadonlyMap<string, string> {
  const entries = Object.values(filter.getFields()).flatMap((field): [string, string][] => {
    const type = getNamedType(field.type);
    const within = isInputObjectType(type) ? type.getFields()['in'] : undefined;
    return within ? [[field.name, String(within.type)]] : [];
  });
  return new Map(entries);
}
