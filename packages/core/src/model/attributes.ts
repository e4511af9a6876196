/** Tenant-defined attributes: definitions are data of the tenant, values live in one jsonb column of the record (design section 3). */
import type { Label } from './label.ts';
import type { Classification } from './scalars.ts';

export const attributeTypes = ['TEXT', 'NUMBER', 'DATE', 'BOOLEAN', 'CHOICE', 'MANY_CHOICE', 'MONEY', 'REFERENCE'] as const;
export type AttributeType = (typeof attributeTypes)[number];
/** The index slot columns of `attributeColumns()`. */
export type AttributeSlot =
  | 'attrT1'
  | 'attrT2'
  | 'attrT3'
  | 'attrT4'
  | 'attrN1'
  | 'attrN2'
  | 'attrN3'
  | 'attrN4'
  | 'attrD1'
  | 'attrD2'
  | 'attrD3';

export interface AttributeDefinition {
  readonly id: string;
  readonly entity: string;
  /** `namespace.name`; never changes. */
  readonly key: string;
  readonly type: AttributeType;
  readonly label: Label;
  readonly required: boolean;
  readonly unique: boolean;
  readonly slot: AttributeSlot | null;
  /** As stored: text, number as text, `YYYY-MM-DD`, boolean, choice, list of choices, `{ amount, currency }`, uuid. */
  readonly defaultValue: unknown;
  readonly choices: readonly { readonly value: string; readonly label: Label }[];
  readonly referenceEntity: string | null;
  readonly classification: Classification;
  /** Of the person that the record is, or refers to. */
  readonly personal: boolean;
  readonly retired: boolean;
}

/** A tenant's definitions as of one `revision`; plans that name attributes are keyed by it. */
export interface TenantAttributes {
  readonly revision: string;
  /** By entity, then by key. */
  byKey(entity: string): ReadonlyMap<string, AttributeDefinition>;
}
export const noAttributes: TenantAttributes = { revision: '', byKey: () => new Map() };
