/** The model put together: what every room above looks things up in. Built once by `buildModel`, immutable. */
import type { AnyPgTable } from 'drizzle-orm/pg-core';
import type { OnMerge } from './columns.ts';
import type { Entity } from './entity.ts';
import type { FieldSpec } from './fields.ts';
import type { ImplementsPart } from './interfaces.ts';
import type { Label } from './label.ts';
import type { Policy, ReadRule } from './policy.ts';
import type { Classification, ScalarName } from './scalars.ts';

export type ColumnKind =
  | 'id'
  | 'reference'
  | 'uuid'
  | 'text'
  | 'enum'
  | 'int'
  | 'bigint'
  | 'decimal'
  | 'instant'
  | 'date'
  | 'boolean'
  | 'json';

export interface ColumnDef {
  /** The property's name in code. */
  readonly key: string;
  /** The column's name in Postgres, unquoted. */
  readonly name: string;
  readonly kind: ColumnKind;
  readonly array: boolean;
  readonly notNull: boolean;
  /** Whether the database fills it when an insert leaves it out. */
  readonly hasDefault: boolean;
  /** Filled by the engine: in no insert or patch of a plugin. */
  readonly engine: boolean;
  readonly enum: EnumDef | null;
  readonly reference: {
    readonly table: string;
    readonly onDelete: 'cascade' | 'restrict';
    readonly onMerge: OnMerge;
    readonly unique: boolean;
  } | null;
}

export interface EnumValueDef {
  readonly label: Label;
  readonly plugin: string;
  /** Of a plugin that the tenant does not use: what is stored stays readable, and nothing new gets it. */
  readonly isDormant?: boolean;
}

export interface EnumDef {
  readonly name: string;
  readonly open: boolean;
  readonly plugin: string;
  /** Every value of every installed plugin, with its text and the plugin it came from. */
  readonly values: ReadonlyMap<string, EnumValueDef>;
}

export interface FieldDef {
  readonly entity: string;
  readonly name: string;
  /** The plugin that gives the field; the entity's own or another. */
  readonly plugin: string;
  readonly spec: FieldSpec;
  readonly label: Label;
  readonly classification: Classification;
  /** The scalar of a column, sql, measure or computed field; `enum` and `id` fields are said by `column`. Null for relations. */
  readonly scalar: ScalarName | null;
  /** The column behind a `column` field. */
  readonly column: ColumnDef | null;
  readonly filterable: boolean;
  readonly sortable: boolean;
  readonly groupable: boolean;
}

export interface EntityDef {
  readonly name: string;
  readonly plugin: string;
  readonly token: Entity;
  readonly table: AnyPgTable;
  /** `crm_customer`; always in schema `crm`. */
  readonly tableName: string;
  readonly idPrefix: string;
  readonly label: Label;
  /** Camel case singular and plural, as on the API: `customer`, `customers`. */
  readonly singular: string;
  readonly plural: string;
  readonly display: string | null;
  readonly defaultOrder: { readonly column: string; readonly direction: 'ASC' | 'DESC' };
  readonly history: 'fields' | 'none';
  readonly mutable: boolean;
  readonly sealed: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: rows of whatever entity
  readonly read: ReadRule<any, string>;
  readonly independent: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: rows of whatever entity
  readonly restrictions: readonly { readonly plugin: string; readonly policy: Policy<any, string> }[];
  readonly columns: ReadonlyMap<string, ColumnDef>;
  /** In declaration order: `id`, the plugin's own, other plugins' in their order, then version and who and when. */
  readonly fields: ReadonlyMap<string, FieldDef>;
  readonly hasOwner: boolean;
  readonly hasAttributes: boolean;
  readonly hasSearch: boolean;
  /** Its records can be confidential as a whole. */
  readonly hasClassification: boolean;
  readonly implementations: readonly ImplementsPart[];
}

export interface InterfaceDef {
  readonly name: string;
  readonly label: Label;
  readonly shape: ImplementsPart['shape'];
  readonly implementers: readonly { readonly entity: EntityDef; readonly mapping: ImplementsPart['mapping'] }[];
}

/** A reference from some table to another, for merges and removals. */
export interface ReferenceDef {
  readonly from: EntityDef;
  readonly column: ColumnDef;
  readonly onMerge: OnMerge;
}

export interface Model {
  readonly entities: ReadonlyMap<string, EntityDef>;
  readonly byTable: ReadonlyMap<string, EntityDef>;
  readonly byPrefix: ReadonlyMap<string, EntityDef>;
  readonly enums: ReadonlyMap<string, EnumDef>;
  readonly interfaces: ReadonlyMap<string, InterfaceDef>;
  /** References to records of this entity, over all plugins. */
  incoming(entity: EntityDef): readonly ReferenceDef[];
}
