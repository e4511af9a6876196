/**
 * What is asked for, whichever door it came in by: GraphQL, a plugin's `read`, an export. The planner turns it into one statement. Order of
 * `items` is order in the answer; a key stands once (repeated response keys are merged before).
 */
import type { SQL } from 'drizzle-orm';
import type { EntityDef, FieldDef, InterfaceDef } from '../model/model.ts';
import type { PolicyActor, Related } from '../model/policy.ts';

/**
 * A value of the request. `path` says where in the variables it stands, so that a cached plan can bind the next request's; null for a
 * literal of the document, which is part of the plan. Lists of scalars are one leaf.
 */
export interface Leaf {
  readonly value: unknown;
  readonly path: readonly (string | number)[] | null;
  /** Part of the plan although it stands in the variables: requests with another value have another plan. */
  readonly isFixed?: boolean;
}

export interface RecordSelection {
  readonly kind: 'record';
  readonly entity: EntityDef;
  readonly items: readonly Item[];
}
/** A record of one of several types: what to select of each. Types not listed answer with `common` only. */
export interface AbstractSelection {
  readonly kind: 'abstract';
  readonly cases: ReadonlyMap<string, RecordSelection>;
}

export type Item =
  | { readonly kind: 'typename'; readonly key: string; readonly value: string }
  /** A column, sql or computed field; `id`, `version` and the like among them. */
  | { readonly kind: 'value'; readonly key: string; readonly field: FieldDef }
  | { readonly kind: 'money'; readonly key: string; readonly field: FieldDef; readonly parts: readonly Part<'amount' | 'currency'>[] }
  /** Tenant-defined attributes as one JSON object by key; null: all the actor may see. */
  | { readonly kind: 'attributes'; readonly key: string; readonly keys: readonly string[] | null }
  /** A field of an interface, from the mapping of the case's entity. */
  | { readonly kind: 'shape'; readonly key: string; readonly of: InterfaceDef; readonly name: string }
  | { readonly kind: 'one'; readonly key: string; readonly field: FieldDef; readonly selection: RecordSelection }
  | { readonly kind: 'any'; readonly key: string; readonly field: FieldDef; readonly selection: AbstractSelection }
  | {
      readonly kind: 'connection';
      readonly key: string;
      readonly field: FieldDef;
      readonly list: ListArguments;
      readonly connection: ConnectionSelection;
    }
  /** A to-many relation as a plain list in its own order, without a limit: for code. */
  | { readonly kind: 'rows'; readonly key: string; readonly field: FieldDef; readonly selection: RecordSelection }
  | {
      readonly kind: 'all';
      readonly key: string;
      readonly field: FieldDef;
      readonly list: ListArguments;
      readonly connection: ConnectionSelection<AbstractSelection>;
    };

/** A named part of a fixed structure (`pageInfo`, `Money`), or its `__typename`. */
export interface Part<N extends string> {
  readonly key: string;
  readonly part: N | '__typename';
}

/** Something that a list can be of. */
export type Listed = RecordSelection | AbstractSelection | ChangeSelection;

export interface ConnectionSelection<S extends Listed = RecordSelection> {
  /** GraphQL name of the connection type, for `__typename`. */
  readonly typeName: string;
  readonly items: readonly ConnectionItem<S>[];
}
export type ConnectionItem<S> =
  | { readonly kind: 'typename'; readonly key: string }
  | { readonly kind: 'nodes'; readonly key: string; readonly selection: S }
  | { readonly kind: 'edges'; readonly key: string; readonly items: readonly EdgeItem<S>[] }
  | {
      readonly kind: 'pageInfo';
      readonly key: string;
      readonly parts: readonly Part<'hasNextPage' | 'hasPreviousPage' | 'startCursor' | 'endCursor'>[];
    }
  | { readonly kind: 'totalCount'; readonly key: string }
  | { readonly kind: 'totalCountIsExact'; readonly key: string };
export type EdgeItem<S> =
  | { readonly kind: 'typename'; readonly key: string; readonly value: string }
  | { readonly kind: 'cursor'; readonly key: string }
  | { readonly kind: 'node'; readonly key: string; readonly selection: S };

export interface ListArguments {
  readonly first: Leaf | null;
  readonly after: Leaf | null;
  readonly last: Leaf | null;
  readonly before: Leaf | null;
  readonly where: Filter | null;
  readonly search: Leaf | null;
  /** Empty: the default order. `id` is always the last key. */
  readonly orderBy: readonly Order[];
  /** For lists over an interface: only these entities (by name), only with the ordering field in `from` ≤ x < `to`. */
  readonly kinds?: Leaf | null;
  readonly from?: Leaf | null;
  readonly to?: Leaf | null;
}

export type Operator =
  | 'eq'
  | 'ne'
  | 'in'
  | 'notIn'
  | 'lt'
  | 'lte'
  | 'gt'
  | 'gte'
  | 'isNull'
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  /** Over lists: holds the value, holds any or all of the values, is empty. */
  | 'has'
  | 'hasAny'
  | 'hasAll'
  | 'isEmpty';

export type Filter =
  | { readonly kind: 'and' | 'or'; readonly items: readonly Filter[] }
  | { readonly kind: 'not'; readonly item: Filter }
  /** `part` is for money: which of its columns. */
  | {
      readonly kind: 'compare';
      readonly field: FieldDef;
      readonly part?: 'amount' | 'currency';
      readonly op: Operator;
      readonly value: Leaf;
    }
  | { readonly kind: 'attribute'; readonly entity: EntityDef; readonly attribute: string; readonly op: Operator; readonly value: Leaf }
  /** A to-one relation's record is there, visible, and fits. */
  | { readonly kind: 'is'; readonly field: FieldDef; readonly filter: Filter }
  | { readonly kind: 'some' | 'none' | 'every'; readonly field: FieldDef; readonly filter: Filter };

export interface Order {
  /** To-one relations, outermost first, to the entity whose field or attribute it is. */
  readonly through: readonly FieldDef[];
  readonly field: FieldDef | null;
  readonly part?: 'amount' | 'currency';
  readonly attribute: string | null;
  readonly direction: 'ASC' | 'DESC';
}

export interface AggregateSelection {
  readonly entity: EntityDef;
  readonly where: Filter | null;
  readonly search: Leaf | null;
  readonly groupBy: readonly GroupKey[];
  /** How many groups, in order of the keys; default 100. */
  readonly first: Leaf | null;
  readonly items: readonly AggregateItem[];
}
export interface GroupKey {
  /** A money field groups by its currency. */
  readonly field: FieldDef | null;
  readonly attribute: string | null;
  /** For instants and dates: the start of the bucket, in `zone` (the tenant's when null). */
  readonly bucket: 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR' | null;
  readonly zone: string | null;
}
export type AggregateItem =
  | { readonly kind: 'typename'; readonly key: string; readonly value: string }
  /** The group's own keys: an object with a key a grouped field; a field not grouped by is null. */
  | { readonly kind: 'group'; readonly key: string; readonly items: readonly GroupItem[] }
  | { readonly kind: 'count'; readonly key: string }
  | { readonly kind: 'measure'; readonly key: string; readonly field: FieldDef }
  | {
      readonly kind: 'numbers';
      readonly key: string;
      readonly aggregate: 'sum' | 'avg' | 'min' | 'max' | 'median' | 'p90' | 'countDistinct';
      readonly items: readonly NumberItem[];
    };
export type GroupItem =
  | { readonly kind: 'typename'; readonly key: string; readonly value: string }
  | { readonly kind: 'field'; readonly key: string; readonly field: FieldDef }
  | { readonly kind: 'attribute'; readonly key: string; readonly attribute: string };
export type NumberItem =
  | { readonly kind: 'typename'; readonly key: string; readonly value: string }
  | { readonly kind: 'field'; readonly key: string; readonly field: FieldDef; readonly part?: 'amount' }
  | { readonly kind: 'attribute'; readonly key: string; readonly attribute: string };

/** An entry of a record's history. */
export interface ChangeSelection {
  readonly kind: 'change';
  readonly items: readonly ChangeItem[];
}
export type ChangeItem =
  | { readonly kind: 'part'; readonly key: string; readonly part: 'at' | 'command' | 'operation' | 'version' }
  | { readonly kind: 'typename'; readonly key: string; readonly value: string }
  | { readonly kind: 'actor'; readonly key: string; readonly typeName: string; readonly parts: readonly Part<'id' | 'kind'>[] }
  | {
      readonly kind: 'fields';
      readonly key: string;
      readonly typeName: string;
      readonly parts: readonly Part<'name' | 'label' | 'before' | 'after'>[];
    };

/** The history of one record, newest first. */
export interface ChangesSelection {
  readonly entity: EntityDef;
  readonly subject: Leaf;
  /** Those that the caller's API has; what of them may be read, the plan decides. */
  readonly fields: readonly FieldDef[];
  /** Names of fields, `attributes` or `attributes.<key>`: only changes of these; null: of all. */
  readonly only: readonly string[] | null;
  readonly list: ListArguments;
  readonly connection: ConnectionSelection<ChangeSelection>;
}

/** A root field of the answer. */
export type Root =
  | { readonly kind: 'typename'; readonly key: string; readonly value: string }
  /** `asOf`: as the record was at that instant; otherwise as it is. */
  | { readonly kind: 'record'; readonly key: string; readonly id: Leaf; readonly asOf?: Leaf | null; readonly selection: RecordSelection }
  | { readonly kind: 'node'; readonly key: string; readonly id: Leaf; readonly selection: AbstractSelection }
  | { readonly kind: 'nodes'; readonly key: string; readonly ids: Leaf; readonly selection: AbstractSelection }
  | {
      readonly kind: 'list';
      readonly key: string;
      readonly entity: EntityDef;
      readonly list: ListArguments;
      readonly connection: ConnectionSelection;
      readonly named: NamedList | null;
    }
  | { readonly kind: 'aggregate'; readonly key: string; readonly selection: AggregateSelection }
  /** Null: the subject's id is of no type there is. */
  | { readonly kind: 'changes'; readonly key: string; readonly selection: ChangesSelection | null }
  /** Records by ids in the order given, for the entities in a command's or query's outcome. */
  | { readonly kind: 'records'; readonly key: string; readonly ids: Leaf; readonly selection: RecordSelection }
  | {
      readonly kind: 'implementers';
      readonly key: string;
      readonly of: InterfaceDef;
      readonly list: ListArguments;
      readonly connection: ConnectionSelection<AbstractSelection>;
    };

/** A plugin's `list`: its predicate over the row, with the request's input as parameters. */
export interface NamedList {
  // biome-ignore lint/suspicious/noExplicitAny: rows of whatever entity
  readonly where: (row: any, input: any, q: Related, actor: PolicyActor<string>) => SQL;
  readonly input: Readonly<Record<string, Leaf>>;
}
