/** What a GraphQL field means to the read path. It rides on the field, so that a document is translated by looking at the schema alone. */
import type { GraphQLField } from 'graphql';
import type { EntityDef, FieldDef, InterfaceDef } from '../../model/model.ts';
import type { ListDefinition } from '../../write/declarations.ts';

export type RootMeaning =
  | { readonly kind: 'record' | 'aggregate'; readonly entity: EntityDef }
  | { readonly kind: 'list'; readonly entity: EntityDef; readonly named: ListDefinition | null }
  | { readonly kind: 'node' }
  | { readonly kind: 'nodes' };

export type Meaning =
  | { readonly kind: 'root'; readonly root: RootMeaning }
  | { readonly kind: 'field'; readonly field: FieldDef }
  | { readonly kind: 'attributes' }
  /** A field of an interface that the record's own type has no field for. */
  | { readonly kind: 'shape'; readonly of: InterfaceDef; readonly name: string }
  /** A named part of a fixed structure: a connection, an edge, `pageInfo`, Money, an aggregate. */
  | { readonly kind: 'part' };

const key = 'guanxi';

export const meaningAsExtension = (meaning: Meaning): Readonly<Record<string, unknown>> => ({ [key]: meaning });

/** Null for a field that is resolved in JavaScript. */
export const meaningOf = (field: GraphQLField<unknown, unknown>): Meaning | null => (field.extensions[key] as Meaning | undefined) ?? null;
