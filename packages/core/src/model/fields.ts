/**
 * Fields: what of an entity can be selected, filtered, sorted, grouped and searched. A plugin adds fields to its own entities and to other
 * plugins'. GraphQL, imports, exports and typed reads are all derived from them.
 */
import type { SQL } from 'drizzle-orm';
import type { z } from 'zod';
import type { AnyEntity, Col, Entity, IdOf, Row } from './entity.ts';
import type { InterfaceType } from './interfaces.ts';
import type { Label, Locale } from './label.ts';
import type { Policy, Related, Sql } from './policy.ts';
import type { Aggregate, Classification, Instant, Money, ScalarMap, ScalarName } from './scalars.ts';

export interface FieldOptions<E extends AnyEntity, Perm extends string> {
  readonly label?: Label;
  readonly classification?: Classification;
  /** Without it the field is refused in filters, sorts and groups, and null with an error path in output. */
  readonly permission?: Perm;
  /** What search finds it by: words and grams (`text`), a person's or company's name with pinyin (`name`), or whole (`exact`). */
  readonly search?: 'text' | 'name' | 'exact';
  /** Whether it can be filtered and sorted by. Default: true for columns, false for `sql`. */
  readonly filter?: boolean;
  readonly sort?: boolean;
  readonly aggregate?: readonly Aggregate[];
  /** Whether lists can be grouped by it. Default: true for enums, booleans, references, dates and short text. */
  readonly group?: boolean;
  /** How a value is checked, wherever it is written. */
  readonly input?: z.ZodType;
  /** Row by row: where it is false the value is null in output, filter, sort and aggregate alike. */
  readonly visible?: Policy<E, Perm>;
  /** Whose personal data the value is: exported with that person's, and erased with it. */
  readonly personal?: PersonalMark<Col<E>>;
  readonly deprecated?: { readonly reason: string; readonly since: string };
}

/**
 * How a record leads to the person that its value is of: the column that refers to that person, or `id` where it is the record itself; the
 * column `through` which it belongs to a record that refers to that person by its own column `to`; or rows of another entity that name both,
 * where `alone` means: only where they name no other.
 */
export type PersonalSubject<C extends string = string> =
  | C
  | { readonly through: C; readonly to: string }
  | { readonly via: Entity; readonly from: string; readonly to: string; readonly alone?: boolean };

export interface PersonalMark<C extends string = string> {
  /** Several where the value is of several people: it is erased with the first of them. */
  readonly subject: PersonalSubject<C> | readonly PersonalSubject<C>[];
  /** Columns without a field that repeat the value, such as the form it is compared in. */
  readonly also?: readonly C[];
  /** The value is overwritten, also where it could be emptied: rules of the table want a text. */
  readonly keepsText?: true;
}

/** What a `computed` field may know of its call. */
export interface ComputeScope {
  readonly now: Instant;
  readonly locale: Locale;
  readonly tenant: string;
  /**
   * What a plugin offers as its `api`, with the rights of whoever reads. What it reads is read in the same snapshot as a transaction has, and
   * else beside it; each of its statements is one for all rows of the selection.
   * @throws PLUGIN_UNAVAILABLE where the tenant does not use the plugin
   */
  api<A extends object>(plugin: string): Promise<A>;
}

// biome-ignore lint/suspicious/noExplicitAny: options of a field of whatever entity
type AnyOptions = FieldOptions<any, string>;
// biome-ignore lint/suspicious/noExplicitAny: a row of whatever entity
type AnyRow = any;

export type FieldSpec =
  | { readonly kind: 'column'; readonly column: string; readonly options: AnyOptions }
  | { readonly kind: 'money'; readonly prefix: string; readonly options: AnyOptions }
  | { readonly kind: 'one'; readonly target: Entity; readonly on: readonly [string, string]; readonly options: AnyOptions }
  | {
      readonly kind: 'many';
      readonly target: Entity;
      readonly on: readonly [string, string];
      readonly orderBy: string | null;
      /** Which of the target's rows; null: all. */
      readonly where: ((row: AnyRow, q: Related) => SQL) | null;
      readonly options: AnyOptions;
    }
  | {
      readonly kind: 'through';
      readonly target: Entity;
      readonly via: Entity;
      readonly from: readonly [string, string];
      readonly to: readonly [string, string];
      /** Which of the joining rows; null: all. */
      readonly where: ((row: AnyRow, q: Related) => SQL) | null;
      readonly options: AnyOptions;
    }
  | { readonly kind: 'any'; readonly type: string; readonly id: string; readonly options: AnyOptions }
  | {
      readonly kind: 'all';
      readonly shape: InterfaceType;
      readonly of: string;
      readonly key: string;
      readonly orderBy: string;
      readonly options: AnyOptions;
    }
  | { readonly kind: 'sql'; readonly type: ScalarName; readonly expression: (row: AnyRow, q: Related) => SQL; readonly options: AnyOptions }
  | {
      readonly kind: 'measure';
      readonly type: 'Int' | 'Float' | 'Decimal';
      readonly label: Label;
      readonly sql: (row: AnyRow) => SQL;
      readonly options: AnyOptions;
    }
  | {
      readonly kind: 'computed';
      readonly type: ScalarName;
      readonly needs: readonly string[];
      readonly resolve: (rows: readonly AnyRow[], scope: ComputeScope) => readonly unknown[] | Promise<readonly unknown[]>;
      readonly options: AnyOptions;
    };

export interface Field<Out = unknown> {
  readonly spec: FieldSpec;
  readonly '~out'?: Out;
}
export interface Scalar<Out> extends Field<Out> {
  readonly '~shape'?: 'scalar';
}
export interface One<E extends AnyEntity> extends Field {
  readonly '~shape'?: 'one';
  readonly '~target'?: E;
}
export interface Many<E extends AnyEntity> extends Field {
  readonly '~shape'?: 'many';
  readonly '~target'?: E;
}
type On<A extends AnyEntity, B extends AnyEntity> = { readonly on: readonly [Col<A>, Col<B>] };

export interface FieldKit<E extends AnyEntity, Perm extends string> {
  column<K extends Col<E>>(column: K, o?: FieldOptions<E, Perm>): Scalar<Row<E>[K]>;
  /** The two columns of `money(prefix)` as one Money. */
  money<const P extends string>(prefix: `${P}Amount` extends Col<E> ? P : never, o?: FieldOptions<E, Perm>): Scalar<Money | null>;
  one<T extends AnyEntity>(target: Entity<T>, o: On<E, T> & FieldOptions<E, Perm>): One<T>;
  /** A connection; both columns need an index. `where` keeps some of the target's rows, such as those still open. */
  many<T extends AnyEntity>(
    target: Entity<T>,
    o: On<E, T> & { readonly orderBy?: Col<T>; readonly where?: (row: Sql<T>, q: Related) => SQL } & FieldOptions<E, Perm>,
  ): Many<T>;
  /** Many to many over a joining entity; `where` keeps some of the joining rows. A target joined twice is there once. */
  through<J extends AnyEntity, T extends AnyEntity>(
    target: Entity<T>,
    via: Entity<J>,
    o: {
      readonly from: readonly [Col<E>, Col<J>];
      readonly to: readonly [Col<J>, Col<T>];
      readonly where?: (row: Sql<J>, q: Related) => SQL;
    } & FieldOptions<E, Perm>,
  ): Many<T>;
  /** Any record, by entity name and id in two columns: GraphQL `Node`. */
  any(o: { readonly type: Col<E>; readonly id: Col<E> } & FieldOptions<E, Perm>): Field;
  /** A connection over every implementer of an interface whose `key` equals this record's `of` column, ordered by `orderBy`, newest first. */
  all<S>(
    shape: InterfaceType<string, S>,
    o: { readonly of: Col<E>; readonly key: keyof S & string; readonly orderBy: keyof S & string } & FieldOptions<E, Perm>,
  ): Field;
  sql<S extends ScalarName>(type: S, expression: (row: Sql<E>, q: Related) => SQL, o?: FieldOptions<E, Perm>): Scalar<ScalarMap[S] | null>;
  /** A number over any group of rows. */
  measure(
    type: 'Int' | 'Float' | 'Decimal',
    o: { readonly label: Label; readonly sql: (row: Sql<E>) => SQL } & FieldOptions<E, Perm>,
  ): Field;
  /** JavaScript over rows, all of one shape at once; `needs` is fetched by the same statement. */
  computed<S extends ScalarName, const N extends readonly Col<E>[]>(
    type: S,
    o: {
      readonly needs: N;
      resolve(
        rows: readonly Pick<Row<E>, N[number]>[],
        scope: ComputeScope,
      ): readonly (ScalarMap[S] | null)[] | Promise<readonly (ScalarMap[S] | null)[]>;
    } & FieldOptions<E, Perm>,
  ): Scalar<ScalarMap[S] | null>;
}

/** The fields one plugin gives one entity. `build` is called once, when the model is put together, so that entities may name each other. */
// biome-ignore lint/suspicious/noExplicitAny: a set over whatever entity
export interface FieldSet<E extends AnyEntity = any, F = any> {
  readonly kind: 'fields';
  readonly plugin: string;
  readonly entity: Entity<E>;
  readonly build: () => F;
}

type RowCondition = (row: AnyRow, q: Related) => SQL;
const make = (spec: FieldSpec): Field => ({ spec });

/** The one field kit behind every plugin's typed view of it. */
export const fieldKit = {
  column: (column: string, options: AnyOptions = {}) => make({ kind: 'column', column, options }),
  money: (prefix: string, options: AnyOptions = {}) => make({ kind: 'money', prefix, options }),
  one: (target: Entity, { on, ...options }: AnyOptions & { on: readonly [string, string] }) => make({ kind: 'one', target, on, options }),
  many: (
    target: Entity,
    { on, orderBy, where, ...options }: AnyOptions & { on: readonly [string, string]; orderBy?: string; where?: RowCondition },
  ) => make({ kind: 'many', target, on, orderBy: orderBy ?? null, where: where ?? null, options }),
  through: (
    target: Entity,
    via: Entity,
    { from, to, where, ...options }: AnyOptions & { from: readonly [string, string]; to: readonly [string, string]; where?: RowCondition },
  ) => make({ kind: 'through', target, via, from, to, where: where ?? null, options }),
  any: ({ type, id, ...options }: AnyOptions & { type: string; id: string }) => make({ kind: 'any', type, id, options }),
  all: (shape: InterfaceType, { of, key, orderBy, ...options }: AnyOptions & { of: string; key: string; orderBy: string }) =>
    make({ kind: 'all', shape, of, key, orderBy, options }),
  sql: (type: ScalarName, expression: (row: AnyRow, q: Related) => SQL, options: AnyOptions = {}) =>
    make({ kind: 'sql', type, expression, options }),
  measure: (type: 'Int' | 'Float' | 'Decimal', { label, sql, ...options }: AnyOptions & { label: Label; sql: (row: AnyRow) => SQL }) =>
    make({ kind: 'measure', type, label, sql, options: { ...options, label } }),
  computed: (
    type: ScalarName,
    {
      needs,
      resolve,
      ...options
    }: AnyOptions & {
      needs: readonly string[];
      resolve: (rows: readonly AnyRow[], scope: ComputeScope) => readonly unknown[] | Promise<readonly unknown[]>;
    },
  ) => make({ kind: 'computed', type, needs, resolve, options }),
};

// ── typed selections, for plugins' own reads ────────────────────────────────────────────────────────────────────────

// biome-ignore lint/suspicious/noExplicitAny: a selection of whatever entity
export interface Selection<E extends AnyEntity = any, Out = any> {
  readonly kind: 'selection';
  readonly entity: Entity<E>;
  readonly fields: Readonly<Record<string, true | Selection>>;
  readonly '~out'?: Out;
}
type Picked<F, V> = F extends { readonly '~shape'?: 'one'; readonly '~target'?: infer T }
  ? V extends Selection<T & AnyEntity, infer O>
    ? O | null
    : never
  : F extends { readonly '~shape'?: 'many'; readonly '~target'?: infer T }
    ? V extends Selection<T & AnyEntity, infer O>
      ? readonly O[]
      : never
    : F extends Field<infer O>
      ? O
      : never;
type Choice<F> = {
  readonly [K in keyof F]?: F[K] extends { readonly '~shape'?: 'one' | 'many'; readonly '~target'?: infer T }
    ? [T] extends [undefined]
      ? true
      : Selection<T & AnyEntity>
    : true;
};

/**
 * What a plugin's code wants to read, typed by the field set it names. `id` is always there.
 * @example select(stayFields, { nights: true, customer: select(customerFields, { name: true }) })
 */
export function select<E extends AnyEntity, F, const S extends Choice<F>>(
  set: FieldSet<E, F>,
  fields: S,
): Selection<E, { readonly [K in keyof S & keyof F]: Picked<F[K], S[K]> } & { readonly id: IdOf<E> }> {
  return { kind: 'selection', entity: set.entity, fields: fields as Readonly<Record<string, true | Selection>> };
}
