/** Interfaces that entities of several plugins implement, such as one timeline over everybody's records (UNION ALL). */

import type { SQL } from 'drizzle-orm';
import type { AnyEntity, Col, Entity, Row } from './entity.ts';
import type { Id } from './ids.ts';
import type { Label } from './label.ts';
import type { Related, Sql } from './policy.ts';

/** The scalar types an interface's fields may have, with what code holds. */
export interface ShapeField<Out = unknown> {
  readonly type: 'ID' | 'String' | 'Int' | 'Decimal' | 'DateTime' | 'Date' | 'Boolean';
  readonly nullable: boolean;
  readonly label: Label;
  /** For an ID: the entity it is of. */
  readonly entity: string | null;
  readonly '~out'?: Out;
}
// biome-ignore lint/suspicious/noExplicitAny: a shape of whatever fields
export interface InterfaceType<N extends string = string, S = any> {
  readonly kind: 'interface';
  readonly name: N;
  readonly label: Label;
  readonly fields: { readonly [K in keyof S]: ShapeField<S[K]> };
}

/** @example interfaceType('TimelineEntry', label('Timeline entry', '时间线条目'), { at: shape('DateTime', label('At', '时间')), … }) */
export function interfaceType<const N extends string, S extends object>(
  name: N,
  label: Label,
  fields: { readonly [K in keyof S]: ShapeField<S[K]> },
): InterfaceType<N, S> {
  return { kind: 'interface', name, label, fields };
}

interface ShapeTypes {
  ID: string;
  String: string;
  Int: number;
  Decimal: string;
  DateTime: Date;
  Date: string;
  Boolean: boolean;
}
export const shape = <T extends keyof ShapeTypes>(type: T, label: Label): ShapeField<ShapeTypes[T]> => ({
  type,
  nullable: false,
  label,
  entity: null,
});
export const nullableShape = <T extends keyof ShapeTypes>(type: T, label: Label): ShapeField<ShapeTypes[T] | null> => ({
  type,
  nullable: true,
  label,
  entity: null,
});
/** The id of a record of `entity`. */
export const shapeId = <E extends AnyEntity>(entity: Entity<E>, label: Label): ShapeField<Id<E['name']> | null> => ({
  type: 'ID',
  nullable: true,
  label,
  entity: entity.name,
});

/** A column of the right type, or an expression, for every field of the interface. */
export type Mapping<E extends AnyEntity, S> = {
  readonly [K in keyof S]: { [C in Col<E>]: Row<E>[C] extends S[K] ? C : never }[Col<E>] | ((row: Sql<E>, q: Related) => SQL<S[K]>);
};
export interface ImplementsPart {
  readonly kind: 'implements';
  readonly shape: InterfaceType;
  readonly entity: Entity;
  // biome-ignore lint/suspicious/noExplicitAny: rows of whatever entity
  readonly mapping: Readonly<Record<string, string | ((row: any, q: Related) => SQL)>>;
}

/** Puts an entity's rows behind an interface. */
export function implement<N extends string, S, E extends AnyEntity>(
  shape: InterfaceType<N, S>,
  entity: Entity<E>,
  mapping: Mapping<E, S>,
): ImplementsPart {
  return { kind: 'implements', shape, entity, mapping: mapping as ImplementsPart['mapping'] };
}
