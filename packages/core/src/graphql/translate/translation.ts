/** What every part of a translation looks into. */
import type { FragmentDefinitionNode, GraphQLSchema } from 'graphql';
import type { Model } from '../../model/model.ts';
import type { Reader } from './reader.ts';

export interface Translation {
  readonly schema: GraphQLSchema;
  readonly model: Model;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly reader: Reader;
  /** Whether records of several types must say which they are, for graphql-js: Postgres' own text needs no such key. */
  readonly marksTypes: boolean;
}
