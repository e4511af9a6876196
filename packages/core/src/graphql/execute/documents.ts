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
import { label } from '../../model/label.ts';
import { badInput } from '../../model/refusals.ts';
import type { Limits } from '../../read/kernel.ts';
import { refuseLongText, refuseManyParts } from '../limits/document.ts';
import { Measures } from '../limits/measures.ts';
import { uncleanIn } from './clean.ts';
import type { DocumentCode } from './errors.ts';
import { Lru } from './lru.ts';

export interface Prepared {
  /** Of the text: what plans are found by. */
  readonly hash: string;
  readonly document: DocumentNode;
  readonly operations: readonly OperationDefinitionNode[];
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Names of all fields in it. */
  readonly fieldNames: ReadonlySet<string>;
  /** Whether it asks for the schema itself; `__typename` is no such question. */
  readonly introspects: boolean;
  readonly measures: Measures;
}
export type Preparing =
  | { readonly ok: true; readonly prepared: Prepared }
  | { readonly ok: false; readonly code: DocumentCode; readonly errors: readonly GraphQLError[] };

export class Documents {
  readonly #schema: GraphQLSchema;
  readonly #limits: Limits;
  readonly #wider: (() => Documents) | null;
  readonly #byText: Lru<Preparing>;
  readonly #texts = new WeakMap<DocumentNode, string>();

  /** @param wider Of everything installed: a document that is one there asks for a plugin that is not used here. */
  constructor(schema: GraphQLSchema, limits: Limits, max: number, wider: (() => Documents) | null = null) {
    this.#schema = schema;
    this.#wider = wider;
    this.#limits = limits;
    this.#byText = new Lru(max);
  }

  /** @throws LIMIT_EXCEEDED */
  prepare(given: string | DocumentNode): Preparing {
    const text = typeof given === 'string' ? given : this.#textOf(given);
    return this.#byText.getOr(text, () => {
      const preparing = prepare(this.#schema, this.#limits, text);
      const isElsewhere = !preparing.ok && preparing.code === 'GRAPHQL_VALIDATION_FAILED' && this.#wider?.().prepare(text).ok === true;
      return isElsewhere ? { ...preparing, code: 'PLUGIN_UNAVAILABLE' } : preparing;
    });
  }

  #textOf(document: DocumentNode): string {
    const known = this.#texts.get(document) ?? print(document);
    this.#texts.set(document, known);
    return known;
  }
}

function prepare(schema: GraphQLSchema, limits: Limits, text: string): Preparing {
  refuseLongText(text, limits);
  const hash = createHash('sha256').update(text).digest('base64url');
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    if (error instanceof GraphQLError) return { ok: false, code: 'GRAPHQL_PARSE_FAILED', errors: [error] };
    throw error;
  }
  refuseManyParts(document, limits);
  const errors = [...validated(schema, document), ...impossibleIn(schema, document), ...uncleanIn(document)];
  if (errors.length > 0) return { ok: false, code: 'GRAPHQL_VALIDATION_FAILED', errors };
  const fragments = Object.fromEntries(
    document.definitions.flatMap((d) => (d.kind === Kind.FRAGMENT_DEFINITION ? [[d.name.value, d]] : [])),
  );
  const operations = document.definitions.filter((d): d is OperationDefinitionNode => d.kind === Kind.OPERATION_DEFINITION);
  const fieldNames = new Set<string>();
  visit(document, { Field: (node) => void fieldNames.add(node.name.value) });
  const introspects = fieldNames.has('__schema') || fieldNames.has('__type');
  return { ok: true, prepared: { hash, document, operations, fragments, fieldNames, introspects, measures: new Measures() } };
}

/** A rule looks into the root of a subscription without its variables, and throws where `@skip` or `@include` there hangs on one. */
function validated(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  try {
    return validate(schema, document, specifiedRules);
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

/** Operations that the schema has no type for: validation lets them pass, and executing them would be an error of ours. */
const impossibleIn = (schema: GraphQLSchema, { definitions }: DocumentNode): readonly GraphQLError[] =>
  definitions.flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION && !schema.getRootType(node.operation) ? [noSuch(node)] : []));

function noSuch(node: OperationDefinitionNode): GraphQLError {
  const text = label(`There is no ${node.operation} here.`, `此处没有 ${node.operation}。`);
  return new GraphQLError(text.en, { nodes: node, originalError: badInput(text) });
}

/** The operation asked for. @throws BAD_INPUT when the name fits none, or several and none is named. */
export function operationNamed({ operations }: Prepared, name: string | null | undefined): OperationDefinitionNode {
  const [first, second] = operations;
  if (name == null || name === '') {
    if (first && !second) return first;
    throw badInput(
      first
        ? label('operationName is needed: the document has several operations', '文档含有多个操作，须给出 operationName')
        : label('the document has no operation', '文档中没有操作'),
      ['operationName'],
    );
  }
  const found = operations.find((o) => o.name?.value === name);
  if (!found) throw badInput(label(`the document has no operation "${name}"`, `文档中没有操作“${name}”`), ['operationName']);
  return found;
}
