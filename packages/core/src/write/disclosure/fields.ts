/** The fields of a record as a person is told them: in the chosen language, ids as the API has them, all that is theirs and what is around it. */
import type { AttributeDefinition } from '../../model/attributes.ts';
import { globalId } from '../../model/ids.ts';
import { type Label, type Locale, labelIn } from '../../model/label.ts';
import type { ColumnDef, EntityDef, FieldDef, Model } from '../../model/model.ts';
import { personalIn, targetOf } from '../../model/personal.ts';
import type { Values } from '../buffer.ts';
import type { Call } from '../call.ts';
import type { RecordsPart } from './parts.ts';

interface ToldField {
  readonly name: string;
  readonly label: string;
  readonly value: unknown;
  /** Personal data of the person; else what the record says besides. */
  readonly personal: boolean;
}

export type Tellable = Pick<FieldDef, 'name' | 'label' | 'spec' | 'column'> & { readonly personal: boolean };

/** What others may not know stays in the house where it is not the person's own; what is another person's is not told in any case. */
export function tellable({ classes }: Pick<Call, 'classes'>, model: Model, { entity, personal }: RecordsPart): readonly Tellable[] {
  const anybodys = personalIn(model).columnsOf(entity);
  return [...entity.fields.values()].flatMap((field) => {
    const { name, label, spec, column } = field;
    const columns = columnsOf(entity, field);
    if (columns.length === 0) return [];
    const own = columns.some((c) => personal.has(c));
    const isInternal = spec.options.permission !== undefined || (classes.of(entity.name, name) ?? field.classification) === 'CONFIDENTIAL';
    const isAnothers = columns.some((c) => anybodys.has(c));
    return own || !(isInternal || isAnothers) ? [{ name, label, spec, column, personal: own }] : [];
  });
}

function columnsOf(entity: EntityDef, { spec, column }: FieldDef): readonly ColumnDef[] {
  if (column) return [column];
  return spec.kind === 'money' ? [entity.columns.get(`${spec.prefix}Amount`)].filter((c) => c !== undefined) : [];
}

/** Fields that hold something. */
export function toldFields(
  model: Model,
  entity: EntityDef,
  fields: readonly Tellable[],
  row: Values,
  locale: Locale,
): readonly ToldField[] {
  return fields.flatMap((field) => {
    const value = toldValue(model, entity, field, row, locale);
    if (value === null || (Array.isArray(value) && value.length === 0)) return [];
    return [{ name: field.name, label: labelIn(field.label, locale), value, personal: field.personal }];
  });
}

export function toldValue(
  model: Model,
  entity: EntityDef,
  { spec, column }: Pick<Tellable, 'spec' | 'column'>,
  row: Values,
  locale: Locale,
): unknown {
  if (spec.kind === 'money') {
    const amount = row[`${spec.prefix}Amount`] ?? null;
    return amount === null ? null : { amount, currency: row[`${spec.prefix}Currency`] };
  }
  const value = column ? (row[column.key] ?? null) : null;
  if (!column || value === null) return null;
  if (value instanceof Date) return value.toISOString();
  const prefix = column.kind === 'id' ? entity.idPrefix : targetOf(model, entity, column)?.idPrefix;
  if (prefix && typeof value === 'string') return globalId(prefix, value);
  return column.enum ? [value].flat().map((v) => wordOf(column, String(v), locale)) : value;
}

const wordOf = (column: ColumnDef, value: string, locale: Locale): unknown => {
  const known: Label | undefined = column.enum?.values.get(value)?.label;
  return { value, label: known ? labelIn(known, locale) : value };
};

export function toldAttributes(
  { attributes }: Pick<Call, 'attributes'>,
  { entity, attributes: own }: RecordsPart,
  row: Values,
  locale: Locale,
): readonly ToldField[] {
  const held = (row['attrs'] ?? {}) as Values;
  const isTold = (d: AttributeDefinition): boolean => held[d.id] !== undefined && (d.personal ? own : d.classification !== 'CONFIDENTIAL');
  return [...attributes.byKey(entity.name).values()]
    .filter(isTold)
    .map((d) => ({ name: `attributes.${d.key}`, label: labelIn(d.label, locale), value: held[d.id], personal: own && d.personal }));
}
