/** Devices that keep a copy of what their owner may see, and what each of them has sent. The built-in plugin shows devices as entities. */
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, jsonb, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import * as columns from './columns.ts';
import { crmSchema, tenantTable } from './tenant-table.ts';

/** A device is one person's: of the staff, or a contact in a portal. */
export const syncDevices = tenantTable(
  'sync_device',
  {
    name: text().notNull(),
    staffId: uuid(),
    contactId: uuid(),
    /** When it last asked for anything, to a minute; written beside the write path, for it is no change of the record. */
    lastSeenAt: columns.instant(),
    revokedAt: columns.instant(),
  },
  (t) => [
    index('sync_device_staff_idx').on(t.tenantId, t.staffId),
    index('sync_device_contact_idx').on(t.tenantId, t.contactId),
    check('sync_device_owner_check', sql`num_nonnulls(${t.staffId}, ${t.contactId}) = 1`),
  ],
);

/**
 * Changes of a device that were made, by the device's own keys: a change sent again, however late, is answered from here and not made a
 * second time. The versions it led to are known by it as the device's own.
 */
export const syncApplied = crmSchema.table(
  'sync_applied',
  {
    tenantId: uuid('tenant_id').notNull(),
    deviceId: uuid('device_id').notNull(),
    key: text('key').notNull(),
    command: text('command').notNull(),
    inputHash: text('input_hash').notNull(),
    reply: jsonb('reply').notNull(),
    /** The record it was about, and its version afterwards. */
    recordType: text('record_type'),
    recordId: uuid('record_id'),
    version: integer('version'),
    /** When it was made on the device, as corrected. */
    madeAt: timestamp('made_at', { withTimezone: true, precision: 3, mode: 'string' }).notNull(),
  },
  (t) => [
    primaryKey({ name: 'sync_applied_pkey', columns: [t.tenantId, t.deviceId, t.key] }),
    foreignKey({
      name: 'sync_applied_device_fk',
      columns: [t.tenantId, t.deviceId],
      foreignColumns: [syncDevices.tenantId, syncDevices.id],
    }).onDelete('cascade'),
    index('sync_applied_record_idx').on(t.tenantId, t.recordId, t.deviceId, t.version),
  ],
);
