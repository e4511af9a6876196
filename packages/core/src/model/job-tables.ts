/**
 * Work for later, all of it in one table: hooks after the commit, timers, cron, batches of operations, deliveries. A row is written in the
 * transaction that caused it, and removed in the one that did it. The built-in plugin shows them as entities.
 */
import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import * as columns from './columns.ts';
import { crmSchema, tenantTable } from './tenant-table.ts';

export const jobs = tenantTable(
  'job',
  {
    /** Orders the jobs of a lane. */
    seq: bigint({ mode: 'bigint' }).generatedAlwaysAsIdentity(),
    kind: text().notNull(),
    plugin: text().notNull(),
    /** The event of a hook, the command of a timer, the name of a cron job or operation. */
    name: text().notNull(),
    /** Jobs of one lane run one after another, in the order in which they were made. */
    lane: text(),
    /** By which a plugin cancels or replaces its timer. */
    key: text(),
    state: text().notNull().default('WAITING'),
    runAt: columns.instant().notNull(),
    input: jsonb().notNull(),
    /** The event that caused it, and the commands, events and hooks before it. */
    causation: uuid(),
    chain: jsonb().notNull().default([]),
    attempts: integer().notNull().default(0),
    /** Who runs it, and until when it is theirs. */
    leasedBy: text(),
    leasedUntil: columns.instant(),
    lastError: jsonb(),
  },
  (t) => [
    check('job_kind_check', sql`${t.kind} in ('AFTER', 'TIMER', 'CRON', 'OPERATION', 'WEBHOOK', 'SEED')`),
    check('job_state_check', sql`${t.state} in ('WAITING', 'DEAD')`),
    index('job_due_index').on(t.runAt, t.seq).where(sql`${t.state} = 'WAITING'`),
    index('job_lane_index').on(t.tenantId, t.lane, t.seq).where(sql`${t.state} = 'WAITING' and ${t.lane} is not null`),
    uniqueIndex('job_key_index').on(t.tenantId, t.plugin, t.key).where(sql`${t.key} is not null`),
  ],
);

/** Long work with a progress, done in batches of a transaction each. */
export const operations = tenantTable(
  'operation',
  {
    plugin: text().notNull(),
    name: text().notNull(),
    input: jsonb().notNull(),
    state: text().notNull().default('QUEUED'),
    /** Items found so far, done, and refused. */
    total: integer().notNull().default(0),
    done: integer().notNull().default(0),
    refused: integer().notNull().default(0),
    startedAt: columns.instant(),
    finishedAt: columns.instant(),
    lastError: jsonb(),
  },
  (t) => [check('operation_state_check', sql`${t.state} in ('QUEUED', 'LISTING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')`)],
);

/** What an operation has still to do, listed before it begins: work that changes what it would list cannot lose its place. */
export const operationItems = crmSchema.table(
  'operation_item',
  {
    tenantId: uuid('tenant_id').notNull(),
    operationId: uuid('operation_id').notNull(),
    number: integer('number').notNull(),
    item: jsonb('item').notNull(),
  },
  (t) => [primaryKey({ name: 'operation_item_pkey', columns: [t.tenantId, t.operationId, t.number] })],
);

/** Items that were refused, each by itself, with why. */
export const operationRefusals = tenantTable(
  'operation_refusal',
  {
    operationId: columns.reference<'Operation'>('operation', { onDelete: 'cascade' }).notNull(),
    number: integer().notNull(),
    item: jsonb().notNull(),
    code: text().notNull(),
    message: text().notNull(),
    /** All that was wrong with it. */
    error: jsonb().notNull(),
  },
  (t) => [index('operation_refusal_number_idx').on(t.tenantId, t.operationId, t.number)],
);
