/**
 * What a document must not hold, wherever it stands: text that Postgres or JSON cannot carry (U+0000, half of a surrogate pair), and keys
 * that would reach into JavaScript's own objects (A25). Of variables see `limits/variables.ts`.
 */
import { type ASTNode, type DocumentNode, GraphQLError, visit } from 'graphql';
import { isCleanText } from '../../model/input.ts';
import { type Label, label } from '../../model/label.ts';
import { badInput } from '../../model/refusals.ts';

export const unclean = label(
  'the text holds a character that cannot be stored (U+0000 or half of a surrogate pair)',
  '文本含有无法存储的字符（U+0000 或不成对的代理字符）',
);
export const keyRefused = (key: string): Label => label(`a key must not be ${JSON.stringify(key)}`, `键不能为 ${JSON.stringify(key)}`);
export const reachesIn = (key: string): boolean => key === '__proto__';

/** Aliases beginning with two underscores are GraphQL's own names; as keys of an answer some would mean something to JavaScript. */
export function uncleanIn(document: DocumentNode): readonly GraphQLError[] {
  const errors: GraphQLError[] = [];
  const refuse = (text: Label, nodes: ASTNode) => void errors.push(new GraphQLError(text.en, { nodes, originalError: badInput(text) }));
  visit(document, {
    StringValue: (node) => (isCleanText(node.value) ? undefined : refuse(unclean, node)),
    ObjectField: (node) => (reachesIn(node.name.value) ? refuse(keyRefused('__proto__'), node) : undefined),
    Field: (node) =>
      node.alias?.value.startsWith('__')
        ? refuse(
            label(
              `"${node.alias.value}" is no alias: names that begin with two underscores are reserved`,
              `“${node.alias.value}”不能用作别名：以两个下划线开头的名称是保留的`,
            ),
            node,
          )
        : undefined,
  });
  return errors;
}
