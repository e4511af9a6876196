/** Documents parsed and validated once; what was wrong with one is remembered too. */
import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  specifiedRules,
  validate,
  visit,
} from 'graphql';
import { GuanxiError } from '../../errors.ts';
import { uncleanIn } from './clean.ts';
import { type AnswerError, documentError } from './errors.ts';
import { Lru } from './lru.ts';

export interface Prepared {
  /** Of the text: what plans are found by. */
  readonly hash: string;
  readonly document: DocumentNode;
  readonly operations: readonly OperationDefinitionNode[];
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Names of all fields in it. */
  readonly fieldNames: ReadonlySet<string>;
}
export type Preparing =
  | { readonly ok: true; readonly prepared: Prepared }
  | { readonly ok: false; readonly errors: readonly AnswerError[] };

/** A document beyond this is no query that a person or program has written. */
const maxTokens = 20_000;

export class Documents {
  readonly #schema: GraphQLSchema;
  readonly #byHash: Lru<Preparing>;
  readonly #texts = new WeakMap<DocumentNode, string>();

  constructor(schema: GraphQLSchema, max: number) {
    this.#schema = schema;
    this.#byHash = new Lru(max);
  }

  prepare(given: string | DocumentNode): Preparing {
    const text = typeof given === 'string' ? given : this.#textOf(given);
    const hash = createHash('sha256').update(text).digest('base64url');
    return this.#byHash.getOr(hash, () => prepare(this.#schema, text, hash));
  }

  #textOf(document: DocumentNode): string {
    const known = this.#texts.get(document) ?? print(document);
    this.#texts.set(document, known);
    return known;
  }
}

function prepare(schema: GraphQLSchema, text: string, hash: string): Preparing {
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens });
  } catch (error) {
    if (error instanceof GraphQLError) return { ok: false, errors: [documentError(error, 'GRAPHQL_PARSE_FAILED')] };
    throw error;
  }
  const errors = [...validate(schema, document, specifiedRules), ...impossibleIn(schema, document), ...uncleanIn(document)];
  if (errors.length > 0) return { ok: false, errors: errors.map((e) => documentError(e, 'GRAPHQL_VALIDATION_FAILED')) };
  const fragments = Object.fromEntries(
    document.definitions.flatMap((d) => (d.kind === Kind.FRAGMENT_DEFINITION ? [[d.name.value, d]] : [])),
  );
  const operations = document.definitions.filter((d): d is OperationDefinitionNode => d.kind === Kind.OPERATION_DEFINITION);
  const fieldNames = new Set<string>();
  visit(document, { Field: (node) => void fieldNames.add(node.name.value) });
  return { ok: true, prepared: { hash, document, operations, fragments, fieldNames } };
}

/** Operations that the schema has no type for: validation lets them pass, and executing them would be an error of ours. */
const impossibleIn = (schema: GraphQLSchema, { definitions }: DocumentNode): readonly GraphQLError[] =>
  definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION && !schema.getRootType(node.operation)
      ? [new GraphQLError(`There is no ${node.operation} here.`, { nodes: node })]
      : [],
  );

/** The operation asked for. @throws BAD_INPUT when the name fits none, or several and none is named. */
export function operationNamed({ operations }: Prepared, name: string | null | undefined): OperationDefinitionNode {
  const [first, second] = operations;
  if (name == null || name === '') {
    if (first && !second) return first;
    throw new GuanxiError(
      'BAD_INPUT',
      { problem: first ? 'operationName is needed: the document has several operations' : 'the document has no operation' },
      { path: ['operationName'] },
    );
  }
  const found = operations.find((o) => o.name?.value === name);
  if (!found) throw new GuanxiError('BAD_INPUT', { problem: `the document has no operation "${name}"` }, { path: ['operationName'] });
  return found;
}
