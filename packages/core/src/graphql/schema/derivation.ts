/** What every part of the derivation looks into: the model and declarations, as far as the tenant's plugins reach. */
import type { EntityDef, FieldDef } from '../../model/model.ts';
import type { Kernel } from '../../write/kernel.ts';
import type { Types } from './types.ts';

/** What of the engine a schema is made of. */
export type SchemaSource = Pick<Kernel, 'model' | 'registry'>;

/** A thing that cannot be said in GraphQL, for the boot checks. */
export interface SchemaProblem {
  readonly code: 'ENUM_VALUE' | 'INPUT_TYPE' | 'DUPLICATE_TYPE' | 'DUPLICATE_ROOT_FIELD' | 'RESERVED_NAME' | 'INTERFACE_FIELD';
  readonly plugins: readonly string[];
  /** What it is about, such as `redeemPoints.input.points`. */
  readonly subject: string;
  readonly detail: string;
}

export interface Derivation {
  readonly source: SchemaSource;
  readonly types: Types;
  readonly problems: SchemaProblem[];
  /** All that is installed, where the schema is of fewer plugins: what something is called must not depend on what a tenant uses. */
  readonly installed: SchemaSource;
}

export const entitiesOf = (d: Derivation): readonly EntityDef[] => [...d.source.model.entities.values()];

/** The fields that callers see: those that lead somewhere. */
export function fieldsOf(d: Derivation, entity: EntityDef): readonly FieldDef[] {
  return [...entity.fields.values()].filter((f) => {
    if (f.spec.kind === 'all') return d.source.model.interfaces.has(f.spec.shape.name);
    return !('target' in f.spec) || targetOf(d, f) !== null;
  });
}

/** Where a relation leads; null where that plugin is absent, and for fields that are no relation to one entity. */
export function targetOf(d: Derivation, field: FieldDef): EntityDef | null {
  if (!('target' in field.spec)) return null;
  return d.source.model.entities.get(field.spec.target.name) ?? null;
}

export const isToMany = (field: FieldDef): boolean => field.spec.kind === 'many' || field.spec.kind === 'through';

/** Relations are filtered and sorted by unless their plugin says no; other fields as the model says. */
export const isFilterable = (field: FieldDef): boolean =>
  'target' in field.spec ? field.spec.options.filter !== false : field.filterable && field.spec.kind !== 'computed';
export const isSortable = (field: FieldDef): boolean =>
  field.spec.kind === 'one'
    ? field.spec.options.sort !== false
    : field.sortable && field.spec.kind !== 'computed' && !('target' in field.spec);
