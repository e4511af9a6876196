/** Reads a tenant's attribute definitions. */
import { createHash } from 'node:crypto';
import {
  type AttributeDefinition,
  type AttributeSlot,
  type AttributeType,
  noAttributes,
  type TenantAttributes,
} from '../model/attributes.ts';
import type { Classification } from '../model/scalars.ts';
import type { Via } from './run.ts';

const columns =
  'id, version, entity, key, type, label_en, label_zh, required, unique_value, slot, default_value, choices, reference_entity, classification, personal, retired_at';

export async function loadAttributes(via: Via, tenant: string): Promise<TenantAttributes> {
  const { rows } = await via.query({
    text: `select ${columns} from crm.attribute_definition where tenant_id = $1::uuid order by created_at, id`,
    params: [tenant],
  });
  if (rows.length === 0) return noAttributes;
  const byEntity = new Map<string, Map<string, AttributeDefinition>>();
  for (const row of rows) {
    const definition = definitionOf(row);
    const keys = byEntity.get(definition.entity) ?? new Map<string, AttributeDefinition>();
    byEntity.set(definition.entity, keys.set(definition.key, definition));
  }
  const none: ReadonlyMap<string, AttributeDefinition> = new Map();
  return { revision: revisionOf(rows), byKey: (entity) => byEntity.get(entity) ?? none };
}

/** Two states with one revision are the same, also on another instance. */
const revisionOf = (rows: readonly Readonly<Record<string, unknown>>[]): string =>
  createHash('sha256')
    .update(JSON.stringify(rows.map((r) => [r['id'], r['version']])))
    .digest('base64url')
    .slice(0, 16);

function definitionOf(row: Readonly<Record<string, unknown>>): AttributeDefinition {
  const text = (column: string): string => String(row[column]);
  const json = (column: string): unknown => (typeof row[column] === 'string' ? JSON.parse(row[column]) : null);
  const slot = row['slot'];
  return {
    id: text('id'),
    entity: text('entity'),
    key: text('key'),
    type: text('type') as AttributeType,
    label: { en: text('label_en'), zh: text('label_zh') },
    required: row['required'] === true,
    unique: row['unique_value'] === true,
    slot: typeof slot === 'string' ? (`attr${slot.toUpperCase()}` as AttributeSlot) : null,
    defaultValue: json('default_value'),
    choices: (json('choices') ?? []) as AttributeDefinition['choices'],
    referenceEntity: row['reference_entity'] === null ? null : text('reference_entity'),
    classification: text('classification') as Classification,
    personal: row['personal'] === true,
    retired: row['retired_at'] !== null,
  };
}
