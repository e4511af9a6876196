/** What a GraphQL field means to the read path. It rides on the field, so that a document is translated by looking at the schema alone. */
import type { GraphQLField } from 'graphql';
import type { EntityDef, FieldDef, InterfaceDef } from '../../model/model.ts';
import type { EventDefinition, ListDefinition, SubscriptionDefinition } from '../../write/declarations.ts';

export type RootMeaning =
  | { readonly kind: 'record' | 'aggregate'; readonly entity: EntityDef }
  | { readonly kind: 'list'; readonly entity: EntityDef; readonly named: ListDefinition | null }
  | { readonly kind: 'node' }
  | { readonly kind: 'nodes' }
  | { readonly kind: 'changes' };

/** An event that a subscription may answer with, and the type it is there. */
export interface HeardEvent {
  readonly event: EventDefinition;
  readonly type: string;
}
/** Which record an argument names: the subject (`key` null), or a key of the event's data. */
export interface EventArgument {
  readonly key: string | null;
  readonly entity: EntityDef;
}
/** What a subscription hears. */
export type SubscriptionMeaning =
  | { readonly kind: 'changed'; readonly entity: EntityDef; readonly type: string }
  | { readonly kind: 'event'; readonly heard: HeardEvent; readonly arguments: ReadonlyMap<string, EventArgument> }
  | {
      readonly kind: 'events';
      /** By the event's name. */
      readonly heard: ReadonlyMap<string, HeardEvent>;
      /** Entities of which an argument names a record that events are of or name. */
      readonly followed: ReadonlyMap<string, EntityDef>;
    }
  | { readonly kind: 'own'; readonly definition: SubscriptionDefinition; readonly heard: ReadonlyMap<string, HeardEvent> };

export type Meaning =
  | { readonly kind: 'root'; readonly root: RootMeaning }
  | { readonly kind: 'subscription'; readonly of: SubscriptionMeaning }
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
