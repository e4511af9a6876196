/**
 * What a request must not hold, wherever it stands: text that Postgres or JSON cannot carry (U+0000, half of a surrogate pair), and keys
 * that would reach into JavaScript's own objects (A25).
 */
import { type DocumentNode, GraphQLError, visit } from 'graphql';
import { GuanxiError } from '../../errors.ts';
import { isCleanText } from '../../model/input.ts';

const unclean = 'the text holds a character that cannot be stored (U+0000 or half of a surrogate pair)';
const reachesIn = (key: string): boolean => key === '__proto__';

export function requireCleanVariables(value: unknown, path: readonly string[] = []): void {
  if (typeof value === 'string') {
    if (!isCleanText(value)) throw new GuanxiError('BAD_INPUT', { problem: unclean }, { path });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) requireCleanVariables(item, [...path, String(i)]);
    return;
  }
  for (const key of Object.keys(value)) {
    if (reachesIn(key) || !isCleanText(key))
      throw new GuanxiError('BAD_INPUT', { problem: `a key must not be ${JSON.stringify(key)}` }, { path });
    requireCleanVariables((value as Readonly<Record<string, unknown>>)[key], [...path, key]);
  }
}

/** Aliases beginning with two underscores are GraphQL's own names; as keys of an answer some would mean something to JavaScript. */
export function uncleanIn(document: DocumentNode): readonly GraphQLError[] {
  const errors: GraphQLError[] = [];
  const refuse = (message: string, node: object) => void errors.push(new GraphQLError(message, { nodes: node as never }));
  visit(document, {
    StringValue: (node) => (isCleanText(node.value) ? undefined : refuse(unclean, node)),
    ObjectField: (node) => (reachesIn(node.name.value) ? refuse('a key must not be "__proto__"', node) : undefined),
    Field: (node) =>
      node.alias?.value.startsWith('__')
        ? refuse(`"${node.alias.value}" is no alias: names that begin with two underscores are reserved`, node)
        : undefined,
  });
  return errors;
}
