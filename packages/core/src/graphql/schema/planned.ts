/** Resolvers of fields that the read path has answered already: what they do is look the value up under their response key. */
import type { GraphQLFieldResolver } from 'graphql';
import type { ApiContext } from '../context.ts';

/** Under which a planned record says its type where graphql-js has to ask; no GraphQL name can be equal to it. */
export const typeKey = '~typename';

export const planned: GraphQLFieldResolver<unknown, ApiContext> = (parent, _args, _context, info) => {
  const value = (parent as Readonly<Record<string, unknown>>)[info.path.key];
  if (value instanceof Error) throw value;
  return value;
};

/** Root fields: the whole operation's plan is one statement, which the first of them to ask sets going. */
export const plannedRoot: GraphQLFieldResolver<unknown, ApiContext> = async (_parent, _args, context, info) => {
  const value = (await context.planned())[info.path.key];
  if (value instanceof Error) throw value;
  return value;
};

export const typeOfPlanned = (value: unknown): string => (value as Readonly<Record<string, string>>)[typeKey] ?? '';

/** Under which a payload holds its user errors, whatever they are called in the response. */
export const userErrorsKey = '~userErrors';
