/** One field of the model from what a plugin said of it. */
import type { FieldSpec } from './fields.ts';
import { type Label, label } from './label.ts';
import type { ColumnDef, ColumnKind, EntityDef, FieldDef } from './model.ts';
import type { ScalarName } from './scalars.ts';

const scalarOf: Readonly<Record<ColumnKind, ScalarName>> = {
  id: 'ID',
  reference: 'ID',
  uuid: 'ID',
  text: 'String',
  enum: 'String',
  int: 'Int',
  bigint: 'Decimal',
  decimal: 'Decimal',
  instant: 'DateTime',
  date: 'Date',
  boolean: 'Boolean',
  json: 'JSON',
};
const groupableKinds = new Set<ColumnKind>(['enum', 'boolean', 'reference', 'date', 'instant', 'text', 'int']);

export function fieldDefOf(
  entity: EntityDef,
  name: string,
  plugin: string,
  spec: FieldSpec,
): { readonly field: FieldDef } | { readonly problem: string } {
  const missing = columnsNamed(spec).find((c) => !entity.columns.has(c));
  if (missing !== undefined) return { problem: `${entity.name} has no column "${missing}"` };
  const column = spec.kind === 'column' ? (entity.columns.get(spec.column) as ColumnDef) : null;
  const o = spec.options;
  const scalar = scalarOfSpec(spec, column);
  const byDefault = column !== null && column.kind !== 'json';
  const comparable = byDefault || spec.kind === 'money';
  return {
    field: {
      entity: entity.name,
      name,
      plugin,
      spec,
      label: o.label ?? humanised(name),
      classification: o.classification ?? entity.token.options?.classification ?? 'INTERNAL',
      scalar,
      column,
      filterable: o.filter ?? comparable,
      sortable: o.sort ?? (comparable && !column?.array),
      // Money by its currency.
      groupable: o.group ?? (spec.kind === 'money' || (column !== null && !column.array && groupableKinds.has(column.kind))),
    },
  };
}

function columnsNamed(spec: FieldSpec): readonly string[] {
  switch (spec.kind) {
    case 'column':
      return [spec.column];
    case 'money':
      return [`${spec.prefix}Amount`, `${spec.prefix}Currency`];
    case 'one':
    case 'many':
      return [spec.on[0]];
    case 'through':
      return [spec.from[0]];
    case 'any':
      return [spec.type, spec.id];
    case 'all':
      return [spec.of];
    case 'computed':
      return spec.needs;
    case 'sql':
    case 'measure':
      return [];
  }
}

function scalarOfSpec(spec: FieldSpec, column: ColumnDef | null): ScalarName | null {
  if (column) return scalarOf[column.kind];
  if (spec.kind === 'money') return 'Money';
  return spec.kind === 'sql' || spec.kind === 'computed' || spec.kind === 'measure' ? spec.type : null;
}

/** A label made of a name, for the fields that need no other: `validFrom` → "Valid from". Chinese readers see the same until one is given. */
function humanised(name: string): Label {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return label(text, text);
}

const standard: readonly (readonly [string, Label])[] = [
  ['id', label('Id', '编号')],
  ['version', label('Version', '版本')],
  ['createdAt', label('Created at', '创建时间')],
  ['createdBy', label('Created by', '创建人')],
  ['updatedAt', label('Changed at', '修改时间')],
  ['updatedBy', label('Changed by', '修改人')],
];

/** That a record is there, and how old it is, whoever sees it knows anyhow. */
const isPublic = (name: string): boolean => !name.endsWith('By');

/** What every record shows without its plugin saying so. */
export function standardFields(entity: EntityDef): readonly FieldDef[] {
  return standard.flatMap(([name, text]) => {
    const made = fieldDefOf(entity, name, entity.plugin, {
      kind: 'column',
      column: name,
      options: { label: text, group: false, classification: isPublic(name) ? 'PUBLIC' : 'INTERNAL' },
    });
    return 'field' in made ? [made.field] : [];
  });
}
