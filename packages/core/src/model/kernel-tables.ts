/**
 * The kernel's own tables. They belong to no plugin and are no entities: the rooms that own them read and write them with plain
 * statements. All of them start their key with the tenant, save `tenant` itself.
 */
import { sql } from 'drizzle-orm';
import {
  boolean,
  char,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import * as columns from './columns.ts';
import { tenantTable } from './tenant-table.ts';

// Not exported: drizzle-kit would write a CREATE SCHEMA for it, while the schema is made with the journal, before any migration.
const crm = pgSchema('crm');

/** JavaScript holds milliseconds: a finer instant would come back as another one. */
const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'string' });

/** Who rents the house; everything else hangs on its id. */
export const tenants = crm.table(
  'tenant',
  {
    id: uuid('id').primaryKey(),
    slug: text('slug').notNull().unique('tenant_slug_key'),
    name: text('name').notNull(),
    /** IANA name: days, jobs and dates without a time are reckoned in it. */
    zone: text('zone').notNull(),
    currency: char('currency', { length: 3 }).notNull(),
    locale: text('locale').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [check('tenant_locale_check', sql`${t.locale} in ('en', 'zh-CN')`)],
);

/** How a tenant has set its plugins. */
export const tenantPlugins = crm.table(
  'tenant_plugin',
  {
    tenantId: uuid('tenant_id').notNull(),
    plugin: text('plugin').notNull(),
    settings: jsonb('settings').notNull().default({}),
  },
  (t) => [
    primaryKey({ name: 'tenant_plugin_pkey', columns: [t.tenantId, t.plugin] }),
    foreignKey({ name: 'tenant_plugin_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete('cascade'),
  ],
);

/** One row for each record a command changed, with all its fields before and after. */
export const changeLog = crm.table(
  'change_log',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    entity: text('entity').notNull(),
    recordId: uuid('record_id').notNull(),
    version: integer('version').notNull(),
    op: text('op').notNull(),
    before: jsonb('before'),
    after: jsonb('after'),
    command: text('command').notNull(),
    actor: jsonb('actor').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'change_log_pkey', columns: [t.tenantId, t.id] }),
    index('change_log_record_index').on(t.tenantId, t.entity, t.recordId, t.version),
    check('change_log_op_check', sql`${t.op} in ('insert', 'update', 'delete')`),
  ],
);

/** A key belongs to tenant, actor and command. `reply` is null while the command that claimed the key is running. */
export const idempotencyKeys = crm.table(
  'idempotency_key',
  {
    tenantId: uuid('tenant_id').notNull(),
    actor: text('actor').notNull(),
    command: text('command').notNull(),
    key: text('key').notNull(),
    inputHash: text('input_hash').notNull(),
    reply: jsonb('reply'),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'idempotency_key_pkey', columns: [t.tenantId, t.actor, t.command, t.key] }),
    index('idempotency_key_expiry_index').on(t.tenantId, t.expiresAt),
  ],
);

/**
 * Fields that a tenant defined for itself; their values live in the record's `attrs`, keyed by `id`. Shaped like a plugin's table, because
 * `crm` shows the definitions as an entity and changes them by commands.
 */
export const attributeDefinitions = tenantTable(
  'attribute_definition',
  {
    entity: text().notNull(),
    /** `namespace.name`. */
    key: text().notNull(),
    type: text().notNull(),
    labelEn: text().notNull(),
    labelZh: text().notNull(),
    description: text(),
    required: boolean().notNull().default(false),
    uniqueValue: boolean().notNull().default(false),
    indexed: boolean().notNull().default(false),
    /** The index column of the record that an indexed attribute fills. */
    slot: text(),
    defaultValue: jsonb(),
    choices: jsonb(),
    referenceEntity: text(),
    classification: text().notNull(),
    /** Exported and erased with the person that the record is, or refers to. */
    personal: boolean().notNull().default(false),
    retiredAt: columns.instant(),
  },
  (t) => [
    unique('attribute_definition_key').on(t.tenantId, t.entity, t.key),
    // Two attributes in one slot would overwrite each other's values.
    uniqueIndex('attribute_definition_slot_key').on(t.tenantId, t.entity, t.slot).where(sql`${t.retiredAt} is null`),
    check('attribute_definition_slot_check', sql`${t.slot} in ('t1', 't2', 't3', 't4', 'n1', 'n2', 'n3', 'n4', 'd1', 'd2', 'd3')`),
  ],
);

/** Who holds which value of a unique attribute: the database's own key refuses the second, races or not. */
export const attributeUniques = crm.table(
  'attribute_unique',
  {
    tenantId: uuid('tenant_id').notNull(),
    definitionId: uuid('definition_id').notNull(),
    value: text('value').notNull(),
    recordId: uuid('record_id').notNull(),
  },
  (t) => [
    primaryKey({ name: 'attribute_unique_pkey', columns: [t.tenantId, t.definitionId, t.value] }),
    foreignKey({
      name: 'attribute_unique_definition_fk',
      columns: [t.tenantId, t.definitionId],
      foreignColumns: [attributeDefinitions.tenantId, attributeDefinitions.id],
    }).onDelete('cascade'),
    index('attribute_unique_record_index').on(t.tenantId, t.recordId),
  ],
);
