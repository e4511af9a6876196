/**
 * Entities: what a table means. An entity is an interface and a token of one name, so that emitted types stay small and two plugins may
 * name each other without a circle of inference.
 *
 * @example
 * export interface Stay extends EntityOf<'Stay', typeof stays> {}
 * export const Stay: Entity<Stay> = p.entity('Stay', { table: stays, idPrefix: 'sty', label: label('Stay', '住宿'), read: 'hotels:stays' });
 */
import type { InferInsertModel, InferSelectModel } from 'drizzle-orm';
import type { AnyPgTable } from 'drizzle-orm/pg-core';
import type { Id } from './ids.ts';
import type { Label } from './label.ts';
import type { ReadRule } from './policy.ts';
import type { Classification } from './scalars.ts';
import type { EngineColumn } from './tenant-table.ts';

/** What every entity type has; `row` and `insert` are as Drizzle infers them, `id` typed. */
export interface AnyEntity {
  name: string;
  // biome-ignore lint/suspicious/noExplicitAny: the bound of every entity's row
  row: any;
  // biome-ignore lint/suspicious/noExplicitAny: the bound of every entity's insert
  insert: any;
}

type HasAttributes<T extends AnyPgTable> = 'attrs' extends keyof InferSelectModel<T>
  ? { attributes?: Readonly<Record<string, unknown>> }
  : {};

export interface EntityOf<N extends string, T extends AnyPgTable> {
  name: N;
  row: Omit<InferSelectModel<T>, 'id' | 'tenantId'> & { readonly id: Id<N> };
  insert: Omit<InferInsertModel<T>, EngineColumn> & HasAttributes<T>;
}

// biome-ignore lint/suspicious/noExplicitAny: an entity of whatever type
export interface Entity<E extends AnyEntity = any> {
  readonly kind: 'entity';
  readonly name: E['name'];
  /** The table; absent on a token made by name for a package that may not be installed. */
  readonly table: AnyPgTable | null;
  readonly options: EntityOptions<E, string> | null;
  /** The plugin whose kit made it. */
  readonly plugin: string | null;
  readonly '~type'?: E;
}

export type IdOf<E extends AnyEntity> = Id<E['name']>;
export type Row<E extends AnyEntity> = E['row'];
export type Col<E extends AnyEntity> = keyof E['row'] & string;

export interface EntityOptions<E extends AnyEntity, Perm extends string> {
  readonly table: AnyPgTable;
  /** Begins its ids on the API: two to eight lower-case letters, the same for ever. */
  readonly idPrefix: string;
  readonly label: Label;
  /** Several of them, as a GraphQL field (`customers`). Default: the name with an s, camel case. */
  readonly plural?: string;
  /** The column people know a record by. */
  readonly display?: Col<E>;
  /** The default order of lists. Default: newest first, by `id`. */
  readonly orderBy?: { readonly column: Col<E>; readonly direction: 'ASC' | 'DESC' };
  /** Whether the change log keeps the values (`fields`) or only that there was a change. Default `fields`. */
  readonly history?: 'fields' | 'none';
  readonly classification?: Classification;
  /** Whether rows may be changed or removed after they were inserted. Default true; false makes it append-only. */
  readonly mutable?: boolean;
  /** Its rows are written by the code of its own plugin only: other plugins run the commands that it has for them. */
  readonly sealed?: boolean;
  /** Who sees which rows: a permission, a policy, or `through(…)`. Required: nothing is open by forgetting. */
  readonly read: ReadRule<E, Perm>;
  /** People follow single records of it: `events` has an argument of its name, for what happens to a record or names it. */
  readonly followed?: boolean;
  /** Why this entity does not follow the row policy of what it refers to, where it does not use `through`. */
  readonly independent?: string;
}

/** A token by name, for a package that may be absent: import its type, name it at run time. */
export function entityRef<E extends AnyEntity>(name: E['name']): Entity<E> {
  return { kind: 'entity', name, table: null, options: null, plugin: null };
}
