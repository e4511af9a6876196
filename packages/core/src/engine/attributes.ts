/** Loads a tenant's attribute definitions. */
import { createHash } from 'node:crypto';
import type { Database } from '../database/index.ts';
import type { AttributeDefinition, AttributeSlot, AttributeType, TenantAttributes } from '../model/attributes.ts';
import { label } from '../model/label.ts';
import type { Classification } from '../model/scalars.ts';

const definitions = `select coalesce(json_agg(d order by entity, key), '[]')::text as definitions from (
  select id, entity, key, type, label_en, label_zh, required, unique_value, slot, default_value, choices, reference_entity, classification,
    retired_at is not null as retired
  from crm.attribute_definition where tenant_id = $1) d`;

interface Stored {
  readonly id: string;
  readonly entity: string;
  readonly key: string;
  readonly type: AttributeType;
  readonly label_en: string;
  readonly label_zh: string;
  readonly required: boolean;
  readonly unique_value: boolean;
  readonly slot: string | null;
  readonly default_value: unknown;
  readonly choices: AttributeDefinition['choices'] | null;
  readonly reference_entity: string | null;
  readonly classification: Classification;
  readonly retired: boolean;
}

export async function loadAttributes(database: Database, tenant: string): Promise<TenantAttributes> {
  const { rows } = await database.query<{ readonly definitions: string }>({ text: definitions, params: [tenant] });
  const text = rows[0]?.definitions ?? '[]';
  const byEntity = new Map<string, Map<string, AttributeDefinition>>();
  for (const stored of JSON.parse(text) as readonly Stored[]) {
    const byKey = byEntity.get(stored.entity) ?? new Map<string, AttributeDefinition>();
    byEntity.set(stored.entity, byKey.set(stored.key, definitionOf(stored)));
  }
  // By content, so that every instance gives one state one name, and plans made for it are found again.
  const revision = byEntity.size === 0 ? '' : createHash('sha256').update(text).digest('hex').slice(0, 16);
  const none = new Map<string, AttributeDefinition>();
  return { revision, byKey: (entity) => byEntity.get(entity) ?? none };
}

const definitionOf = (s: Stored): AttributeDefinition => ({
  id: s.id, entity: s.entity, key: s.key, type: s.type, label: label(s.label_en, s.label_zh), required: s.required, unique: s.unique_value,
  slot: s.slot === null ? null : (`attr${s.slot.toUpperCase()}` as AttributeSlot),
  defaultValue: s.default_value, choices: s.choices ?? [], referenceEntity: s.reference_entity, classification: s.classification, retired: s.retired,
});
