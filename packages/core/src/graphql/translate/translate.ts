/** One operation of a document, with its variables, into what the read path plans. */
import type { FragmentDefinitionNode, GraphQLObjectType, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Model } from '../../model/model.ts';
import type { Root } from '../../read/selection.ts';
import { meaningOf } from '../schema/meaning.ts';
import { type Collected, collect } from './collect.ts';
import { type DecodeInput, type Derived, Reader } from './reader.ts';
import { rootOf } from './roots.ts';
import type { Asked, Facts } from './shape.ts';
import type { Translation } from './translation.ts';

export interface Operation {
  readonly node: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}
export interface Translated {
  readonly roots: readonly Root[];
  /** Whether they are all that was asked for: then no JavaScript stands between the database and the answer. */
  readonly isWhole: boolean;
  readonly derived: readonly Derived[];
  /** What of the request the roots depend on, beside the values they bind. */
  readonly asked: readonly Asked[];
}

export interface TranslateOptions {
  readonly schema: GraphQLSchema;
  readonly model: Model;
  readonly operation: Operation;
  readonly facts: Facts;
  readonly decode: DecodeInput;
  readonly marksTypes: boolean;
  /** Whether the actor holds a permission: a plugin's list without it is not planned, and its resolver says why. */
  readonly holds: (permission: string) => boolean;
  /** One root field by its response key; default all. */
  readonly only?: string;
}

/** The reads of a query. */
export function translate(o: TranslateOptions): Translated {
  const { t, fields } = begin(o);
  const reads = fields.filter((c) => isRead(c, o.holds) && (o.only === undefined || c.key === o.only));
  return {
    roots: reads.map((c) => rootOf(t, c)),
    isWhole: reads.length === fields.length,
    derived: t.reader.derived,
    asked: t.reader.asked,
  };
}

/** The response keys of the reads of a query. */
export function readKeys(o: TranslateOptions): readonly string[] {
  return begin(o)
    .fields.filter((c) => isRead(c, o.holds))
    .map((c) => c.key);
}

function begin(o: TranslateOptions): { readonly t: Translation; readonly fields: readonly Collected[] } {
  const t: Translation = {
    schema: o.schema,
    model: o.model,
    fragments: o.operation.fragments,
    reader: new Reader(o.facts, o.decode),
    marksTypes: o.marksTypes,
  };
  return { t, fields: collect(t, o.schema.getQueryType() as GraphQLObjectType, [o.operation.node.selectionSet]) };
}

function isRead(c: Collected, holds: TranslateOptions['holds']): boolean {
  if (c.nodes[0].name.value === '__typename') return true;
  const meaning = c.field && meaningOf(c.field);
  return meaning?.kind === 'root' && (meaning.root.kind !== 'list' || meaning.root.named === null || holds(meaning.root.named.permission));
}
