/**
 * Our errors have a `path` (where in the input). graphql-js takes an error with a path for one that it has placed in the answer already, and
 * would leave it without: so resolvers throw them inside one of its own.
 */
import { GraphQLError, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { GuanxiError } from '../../errors.ts';
import { Refusals } from '../../write/problems.ts';

/** Of every resolver of the schema, also those that plugins wrote. */
export function carryErrors(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) if (field.resolve) field.resolve = carrying(field.resolve);
  }
  return schema;
}

/** What was thrown in the first place. */
export function carried(error: unknown): unknown {
  let at = error;
  while (at instanceof GraphQLError && at.originalError) at = at.originalError;
  return at;
}

function carrying(resolve: GraphQLFieldResolver<unknown, unknown>): GraphQLFieldResolver<unknown, unknown> {
  return (parent, args, context, info) => {
    try {
      const value = resolve(parent, args, context, info);
      return value instanceof Promise
        ? value.then(inLists, (error: unknown) => {
            throw carry(error);
          })
        : inLists(value);
    } catch (error) {
      throw carry(error);
    }
  };
}

const carry = (error: unknown): unknown =>
  error instanceof GuanxiError || error instanceof Refusals ? new GraphQLError(error.message, { originalError: error }) : error;

/** Items of a list may have failed one by one. */
const inLists = (value: unknown): unknown =>
  Array.isArray(value) && value.some((v) => v instanceof Error) ? value.map((v) => (v instanceof Error ? carry(v) : v)) : value;
