/**
 * Puts the model together from what every plugin lists. It throws nothing: each thing that does not fit becomes a problem, and the boot
 * checks report them all at once.
 */

import { getTableConfig } from 'drizzle-orm/pg-core';
import { columnsOf } from './build-columns.ts';
import { fieldDefOf, standardFields } from './build-fields.ts';
import type { Entity } from './entity.ts';
import type { EnumType } from './enums.ts';
import type { Field } from './fields.ts';
import type { Label } from './label.ts';
import type { EntityDef, EnumDef, EnumValueDef, FieldDef, InterfaceDef, Model, ReferenceDef } from './model.ts';
import type { ModelPart } from './parts.ts';

/** Something that does not fit together, for the boot checks. */
export interface ModelProblem {
  readonly code:
    | 'DUPLICATE_ENTITY'
    | 'DUPLICATE_FIELD'
    | 'DUPLICATE_ID_PREFIX'
    | 'DUPLICATE_TABLE'
    | 'DUPLICATE_TYPE'
    | 'DUPLICATE_ENUM_VALUE'
    | 'UNKNOWN_ENTITY'
    | 'UNKNOWN_COLUMN'
    | 'CLOSED_ENUM'
    | 'NOT_TENANT_TABLE'
    | 'FLOAT_COLUMN';
  readonly plugins: readonly string[];
  /** What it is about, such as `Customer.loyalty`. */
  readonly subject: string;
  readonly detail: string;
}

export interface PluginParts {
  readonly plugin: string;
  readonly parts: readonly ModelPart[];
}

/** Ids are made in the order of time, and every key and reference has an index that ends in the id. */
const newestFirst = { column: 'id', direction: 'DESC' } as const;
const lowerFirst = (s: string): string => s.charAt(0).toLowerCase() + s.slice(1);

/** `plugins` in dependency order: fields keep it. Of `dormant` ones there are the values that they gave to others' enums, for reading. */
export function buildModel(
  plugins: readonly PluginParts[],
  dormant: readonly PluginParts[] = [],
): { readonly model: Model; readonly problems: readonly ModelProblem[] } {
  const problems: ModelProblem[] = [];
  const parts = plugins.flatMap(({ plugin, parts }) => parts.map((part) => ({ plugin, part })));
  const enums = collectEnums(parts, problems);
  for (const { plugin, parts } of dormant) addDormantValues(enums, plugin, parts);
  const entities = new Map<string, EntityDef & { fields: Map<string, FieldDef> }>();
  const byTable = new Map<string, EntityDef>();
  const byPrefix = new Map<string, EntityDef>();

  for (const { plugin, part } of parts) {
    if (part.kind !== 'fields' || part.entity.plugin !== plugin || part.entity.options === null) continue;
    if (entities.get(part.entity.name)?.token === part.entity) continue;
    const def = entityDef(part.entity, plugin, enums, problems);
    if (def === null) continue;
    claim(entities, def.name, def, 'DUPLICATE_ENTITY', problems);
    claim(byTable, def.tableName, def, 'DUPLICATE_TABLE', problems);
    claim(byPrefix, def.idPrefix, def, 'DUPLICATE_ID_PREFIX', problems);
  }
  for (const { plugin, part } of parts) {
    if (part.kind === 'fields') addFields(entities, plugin, part.entity, part.build() as Record<string, Field>, problems);
    else if (part.kind === 'restriction')
      addTo(entities, part.entity, plugin, problems, (e) => (e.restrictions as unknown[]).push({ plugin, policy: part.policy }));
    else if (part.kind === 'implements') addTo(entities, part.entity, plugin, problems, (e) => (e.implementations as unknown[]).push(part));
  }
  for (const e of entities.values()) for (const f of standardFields(e)) if (!e.fields.has(f.name)) e.fields.set(f.name, f);

  const model: Model = { entities, byTable, byPrefix, enums, interfaces: collectInterfaces(entities), incoming: incomingOf(entities) };
  return { model, problems };
}

function claim(map: Map<string, EntityDef>, key: string, def: EntityDef, code: ModelProblem['code'], problems: ModelProblem[]): void {
  const other = map.get(key);
  if (other) problems.push({ code, plugins: [other.plugin, def.plugin], subject: key, detail: `${other.name} and ${def.name}` });
  else map.set(key, def);
}

function entityDef(
  token: Entity,
  plugin: string,
  enums: ReadonlyMap<string, EnumDef>,
  problems: ModelProblem[],
): (EntityDef & { fields: Map<string, FieldDef> }) | null {
  const o = token.options;
  if (o === null) return null;
  const columns = columnsOf(o.table, enums);
  if (columns === null) {
    problems.push({
      code: 'NOT_TENANT_TABLE',
      plugins: [plugin],
      subject: token.name,
      detail: 'its table was not made with tenantTable()',
    });
    return null;
  }
  for (const c of columns.floats)
    problems.push({ code: 'FLOAT_COLUMN', plugins: [plugin], subject: `${token.name}.${c}`, detail: 'use decimal() or integer()' });
  const singular = lowerFirst(token.name);
  const order = o.orderBy;
  return {
    name: token.name,
    plugin,
    token,
    table: o.table,
    tableName: getTableConfig(o.table).name,
    idPrefix: o.idPrefix,
    label: o.label,
    singular,
    plural: o.plural ?? `${singular}s`,
    display: o.display ?? null,
    defaultOrder: order ? { column: order.column, direction: order.direction } : newestFirst,
    history: o.history ?? 'fields',
    mutable: o.mutable ?? true,
    sealed: o.sealed ?? false,
    read: o.read,
    independent: o.independent ?? null,
    restrictions: [],
    columns: columns.byKey,
    fields: new Map(),
    implementations: [],
    hasOwner: columns.byKey.has('ownerId') && columns.byKey.has('teamId'),
    hasAttributes: columns.byKey.has('attrs'),
    hasSearch: columns.byKey.has('grams'),
    hasClassification: columns.hasClassification,
  };
}

type Entities = Map<string, EntityDef & { fields: Map<string, FieldDef> }>;

function addTo(
  entities: Entities,
  token: Entity,
  plugin: string,
  problems: ModelProblem[],
  add: (e: EntityDef & { fields: Map<string, FieldDef> }) => void,
): void {
  const e = entities.get(token.name);
  if (e) add(e);
  // A token made by name is of a package that may be absent; then what is said of it is left out.
  else if (token.options !== null)
    problems.push({
      code: 'UNKNOWN_ENTITY',
      plugins: [plugin],
      subject: token.name,
      detail: 'no installed plugin lists fields of its own for it',
    });
}

function addFields(entities: Entities, plugin: string, token: Entity, fields: Record<string, Field>, problems: ModelProblem[]): void {
  addTo(entities, token, plugin, problems, (e) => {
    for (const [name, field] of Object.entries(fields)) {
      const made = fieldDefOf(e, name, plugin, field.spec);
      if ('problem' in made)
        problems.push({ code: 'UNKNOWN_COLUMN', plugins: [plugin], subject: `${e.name}.${name}`, detail: made.problem });
      else if (e.fields.has(name))
        problems.push({
          code: 'DUPLICATE_FIELD',
          plugins: [e.fields.get(name)?.plugin ?? '', plugin],
          subject: `${e.name}.${name}`,
          detail: 'each field has one giver',
        });
      else e.fields.set(name, made.field);
    }
  });
}

/** Enums are found where columns use them; `addValues` extends the open ones. */
function collectEnums(parts: readonly { plugin: string; part: ModelPart }[], problems: ModelProblem[]): Map<string, EnumDef> {
  const enums = new Map<string, EnumDef & { type: EnumType; values: Map<string, { label: Label; plugin: string }> }>();
  const declare = (type: EnumType, plugin: string): void => {
    const known = enums.get(type.name);
    if (known?.type === type) return;
    if (known) {
      problems.push({ code: 'DUPLICATE_TYPE', plugins: [known.plugin, plugin], subject: type.name, detail: 'two enums of one name' });
      return;
    }
    enums.set(type.name, {
      name: type.name,
      open: type.open,
      plugin,
      type,
      values: new Map(Object.entries(type.values).map(([v, label]) => [v, { label, plugin }])),
    });
  };
  for (const { plugin, part } of parts) {
    if (part.kind !== 'fields' || part.entity.plugin !== plugin || !part.entity.table) continue;
    for (const type of columnsOf.enums(part.entity.table)) declare(type, plugin);
  }
  for (const { plugin, part } of parts) {
    if (part.kind !== 'values') continue;
    const known = enums.get(part.of.name);
    if (!known) continue;
    if (!known.open)
      problems.push({
        code: 'CLOSED_ENUM',
        plugins: [known.plugin, plugin],
        subject: part.of.name,
        detail: 'only open enums take values from other plugins',
      });
    for (const [value, label] of Object.entries(part.values)) {
      const other = known.values.get(value);
      if (other)
        problems.push({
          code: 'DUPLICATE_ENUM_VALUE',
          plugins: [other.plugin, plugin],
          subject: `${part.of.name}.${value}`,
          detail: 'one value, one giver',
        });
      else known.values.set(value, { label, plugin });
    }
  }
  return enums;
}

function addDormantValues(enums: ReadonlyMap<string, EnumDef>, plugin: string, parts: readonly ModelPart[]): void {
  for (const part of parts) {
    const values = part.kind === 'values' ? (enums.get(part.of.name)?.values as Map<string, EnumValueDef> | undefined) : undefined;
    if (part.kind !== 'values' || !values) continue;
    for (const [value, label] of Object.entries(part.values)) if (!values.has(value)) values.set(value, { label, plugin, isDormant: true });
  }
}

function collectInterfaces(entities: Entities): Map<string, InterfaceDef> {
  const out = new Map<string, InterfaceDef>();
  for (const entity of entities.values()) {
    for (const { shape, mapping } of entity.implementations) {
      const known = out.get(shape.name);
      out.set(shape.name, {
        name: shape.name,
        label: shape.label,
        shape,
        implementers: [...(known?.implementers ?? []), { entity, mapping }],
      });
    }
  }
  return out;
}

function incomingOf(entities: Entities): Model['incoming'] {
  const byTarget = new Map<string, ReferenceDef[]>();
  for (const from of entities.values()) {
    for (const column of from.columns.values()) {
      if (!column.reference) continue;
      const list = byTarget.get(column.reference.table) ?? [];
      list.push({ from, column, onMerge: column.reference.onMerge });
      byTarget.set(column.reference.table, list);
    }
  }
  return (entity) => byTarget.get(entity.tableName) ?? [];
}
