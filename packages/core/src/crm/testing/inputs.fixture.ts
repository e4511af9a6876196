/** The least that a mutation takes: what is required of its input, each value of the right form, ids of the records that are there. */
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';

const scalars: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 1,
  Boolean: true,
  Decimal: '1',
  Date: '2025-12-01',
  DateTime: '2025-12-01T00:00:00Z',
  JSON: {},
};

/** `idOf`: an id for a field of this name; without it, text that is no id. */
export function least(type: GraphQLInputType, idOf: (field: string) => string = () => 'x', name = ''): unknown {
  if (isNonNullType(type)) return least(type.ofType, idOf, name);
  if (isListType(type)) return [least(type.ofType, idOf, name)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return type.name === 'ID' ? idOf(name) : (scalars[type.name] ?? (name === 'currency' ? 'CNY' : 'x'));
  const all = Object.values(type.getFields());
  const needed = type.isOneOf ? all.slice(0, 1) : all.filter(isRequiredInputField);
  return Object.fromEntries(needed.map((field) => [field.name, least(field.type, idOf, field.name)]));
}

/** Every input type that these lead to. */
export function inputTypesFrom(types: readonly GraphQLInputType[]): ReadonlyMap<string, GraphQLInputObjectType> {
  const found = new Map<string, GraphQLInputObjectType>();
  const visit = (type: GraphQLInputType): void => {
    const named = getNamedType(type);
    if (!isInputObjectType(named) || found.has(named.name)) return;
    found.set(named.name, named);
    for (const field of Object.values(named.getFields())) visit(field.type);
  };
  for (const type of types) visit(type);
  return found;
}

/** Where ids stand in an input type: paths of field names, lists passed through. */
export function idPaths(type: GraphQLInputType, depth = 3): readonly (readonly string[])[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named) || depth === 0) return [];
  return Object.values(named.getFields()).flatMap((field) =>
    getNamedType(field.type).name === 'ID' ? [[field.name]] : idPaths(field.type, depth - 1).map((path) => [field.name, ...path]),
  );
}
