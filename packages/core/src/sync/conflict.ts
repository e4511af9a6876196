/**
 * Conflicts, field by field. A change that touches other fields than others have touched since is no conflict: it is made on the record as it
 * is now. Only fields that people see count: what a command derives for itself it derives anew.
 */
import type { Rights } from '../access/rights.ts';
import { canReadField } from '../access/rights.ts';
import type { TenantAttributes } from '../model/attributes.ts';
import { globalId } from '../model/ids.ts';
import type { Label } from '../model/label.ts';
import type { EntityDef, Model } from '../model/model.ts';
import type { Doc, Since } from './since.ts';

export type SyncPolicy = 'LAST_WRITE' | 'SERVER' | 'MANUAL';

export interface FieldConflict {
  readonly name: string;
  readonly label: Label;
  /** Both sides changed it; false: one did, shown for whoever decides. */
  readonly isConflicting: boolean;
  /** Its values are not for the actor to see. */
  readonly isHidden: boolean;
  readonly base: unknown;
  readonly server: unknown;
  readonly client: unknown;
}
export interface Conflict {
  readonly type: string;
  /** Global. */
  readonly id: string;
  readonly baseVersion: number;
  readonly serverVersion: number;
  readonly fields: readonly FieldConflict[];
}

interface Shown {
  readonly name: string;
  readonly label: Label;
  readonly isHidden: boolean;
  value(doc: Doc | null): unknown;
}

export interface Sides {
  readonly entity: EntityDef;
  readonly id: string;
  readonly baseVersion: number;
  readonly since: Since;
  /** The record as it is, and as the change would have it; null: removed. */
  readonly server: Doc;
  readonly client: Doc | null;
  /** When the change was made. */
  readonly at: Date;
}
export interface Viewer {
  readonly model: Model;
  readonly rights: Rights;
  readonly attributes: TenantAttributes;
}

/** Null where there is none, or where the policy lets the change be made all the same. */
export function conflictOf(sides: Sides, policy: SyncPolicy, viewer: Viewer): Conflict | null {
  const { entity, since, server, client } = sides;
  const shown = shownOf(entity, viewer);
  const differ = (field: Shown, a: Doc | null, b: Doc | null): boolean => JSON.stringify(field.value(a)) !== JSON.stringify(field.value(b));
  const theirs = shown.filter((f) => since.foreign.some((c) => differ(f, c.before, c.after)));
  const ours = client === null ? theirs : shown.filter((f) => differ(f, server, client));
  const both = theirs.filter((f) => ours.includes(f));
  if (both.length === 0) return null;
  const touched = since.foreign.filter((c) => both.some((f) => differ(f, c.before, c.after)));
  if (policy === 'LAST_WRITE' && touched.every((c) => c.at <= sides.at)) return null;
  const told = shown.filter((f) => both.includes(f) || (!f.isHidden && (theirs.includes(f) || ours.includes(f))));
  return {
    type: entity.name,
    id: globalId(entity.idPrefix, sides.id),
    baseVersion: sides.baseVersion,
    serverVersion: since.version,
    fields: told.map((f) => ({
      name: f.name,
      label: f.label,
      isConflicting: both.includes(f),
      isHidden: f.isHidden,
      ...(f.isHidden
        ? { base: null, server: null, client: null }
        : { base: f.value(since.base), server: f.value(server), client: client && f.value(client) }),
    })),
  };
}

/** The fields of columns and the tenant's attributes, with their values as the API has them. */
function shownOf(entity: EntityDef, { model, rights, attributes }: Viewer): readonly Shown[] {
  const fields = [...entity.fields.values()].flatMap((field): readonly Shown[] => {
    const { spec, column } = field;
    const keys = spec.kind === 'money' ? [`${spec.prefix}Amount`, `${spec.prefix}Currency`] : column && !column.engine ? [column.key] : [];
    if (keys.length === 0) return [];
    const target = column?.reference ? model.byTable.get(column.reference.table) : undefined;
    const isHidden = !canReadField(rights, field) || spec.options.visible !== undefined;
    const value = (doc: Doc | null): unknown => {
      const [first, second] = keys.map((key) => wire(doc?.[key], target));
      return keys.length === 1 ? first : first === null ? null : { amount: first, currency: second };
    };
    return [{ name: field.name, label: field.label, isHidden, value }];
  });
  if (!entity.hasAttributes) return fields;
  const own = [...attributes.byKey(entity.name).values()].map(
    (d): Shown => ({
      name: `attributes.${d.key}`,
      label: d.label,
      isHidden: rights.clearance.withholds(d.classification) !== null,
      value: (doc) =>
        wire((doc?.['attrs'] as Doc | undefined)?.[d.id], d.referenceEntity === null ? undefined : model.entities.get(d.referenceEntity)),
    }),
  );
  return [...fields, ...own];
}

function wire(value: unknown, target: EntityDef | undefined): unknown {
  if (value instanceof Date) return value.toISOString();
  return target && typeof value === 'string' ? globalId(target.idPrefix, value) : (value ?? null);
}
