/**
 * The log: what changing transactions leave in the inbox, and what is known of the log itself. The log proper, `crm.event`, is partitioned
 * by position and therefore made by hand: see the migration `event`.
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { tenants } from './kernel-tables.ts';

const crm = pgSchema('crm');

/** Events as the changing transactions leave them. `seq` orders them; it has gaps and is not a reader's position. */
export const eventInbox = crm.table(
  'event_inbox',
  {
    tenantId: uuid('tenant_id').notNull(),
    seq: bigint('seq', { mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    id: uuid('id').notNull(),
    type: text('type').notNull(),
    version: integer('version').notNull(),
    /** Null in the line that says which records a transaction changed. */
    subjectType: text('subject_type'),
    subjectId: uuid('subject_id'),
    data: jsonb('data').notNull(),
    actor: jsonb('actor').notNull(),
    command: text('command').notNull(),
    /** The event whose hook led to this one. */
    causation: uuid('causation'),
    /** Commands, events and hooks on the way here, outermost first; null where it is the command alone. */
    chain: jsonb('chain'),
    occurredAt: timestamp('occurred_at', { withTimezone: true, precision: 3, mode: 'string' }).notNull(),
  },
  (t) => [primaryKey({ name: 'event_inbox_pkey', columns: [t.tenantId, t.seq] }), index('event_inbox_seq_index').on(t.seq)],
);

/**
 * The one row that says how far the log is. Whoever holds its lock is the sequencer. `identity` names the database that the positions were
 * given in: in a restored or promoted one they may be given a second time, so the epoch is new there.
 */
export const logHead = crm.table(
  'log_head',
  {
    single: boolean('single').primaryKey().default(true),
    epoch: uuid('epoch').notNull(),
    position: bigint('position', { mode: 'bigint' }).notNull(),
    identity: text('identity').notNull(),
  },
  (t) => [check('log_head_single_check', sql`${t.single}`)],
);

/** How far the engine's own readers are: one for all instances. */
export const logReaders = crm.table('log_reader', {
  name: text('name').primaryKey(),
  position: bigint('position', { mode: 'bigint' }).notNull(),
});

/** How long a tenant's events are kept, and up to which position they are gone. */
export const logRetention = crm.table(
  'log_retention',
  {
    tenantId: uuid('tenant_id').primaryKey(),
    /** Null: as the engine is set. */
    keepDays: integer('keep_days'),
    floor: bigint('floor', { mode: 'bigint' }).notNull(),
  },
  (t) => [
    foreignKey({ name: 'log_retention_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete('cascade'),
    check('log_retention_keep_days_check', sql`${t.keepDays} > 0`),
  ],
);
