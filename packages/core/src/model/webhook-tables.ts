/**
 * Webhooks: who is told of what, and what became of it. The kernel reads the log for the endpoints and delivers; the built-in plugin shows
 * both tables as entities and changes endpoints by commands.
 */
import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core';
import * as columns from './columns.ts';
import { enumType } from './enums.ts';
import { label } from './label.ts';
import { tenantTable } from './tenant-table.ts';

/** A secret that signatures are made with; `until` null: for good. */
export interface WebhookSecret {
  readonly secret: string;
  readonly until: string | null;
}

export const WebhookPauseReason = enumType('WebhookPauseReason', {
  MANUAL: label('Paused by hand', '手动暂停'),
  FAILING: label('Failed for too long', '长期失败'),
});

/** What became of one attempt. */
export const WebhookDeliveryStatus = enumType('WebhookDeliveryStatus', {
  DELIVERED: label('Delivered', '已送达'),
  RETRYING: label('To be tried again', '待重试'),
  FAILED: label('Given up', '已放弃'),
});

export const webhookEndpoints = tenantTable(
  'webhook_endpoint',
  {
    url: text().notNull(),
    description: text(),
    /** Exact types, or patterns that end in `.*`, or `*`. */
    eventTypes: text().array().notNull(),
    /** Only events of this type of record; null: of any. */
    subjectType: text(),
    payloadVersion: integer().notNull().default(1),
    /** What its payloads are read with. */
    permissions: text().array().notNull(),
    /** The current one, and during a rotation the one before. Never shown again. */
    secrets: jsonb().$type<readonly WebhookSecret[]>().notNull(),
    pausedAt: columns.instant(),
    pauseReason: columns.enumText(WebhookPauseReason),
    /** Since when every delivery failed; null while the last one was taken. */
    failingSince: columns.instant(),
    /** While it is paused or too far behind: the log has been queued for it up to here. Null: it is queued with everybody. */
    heldPosition: bigint({ mode: 'number' }),
    /** A replay under way: how far it is, up to where it goes (null: to where the log was read when it began), and from when on. */
    replayPosition: bigint({ mode: 'number' }),
    replayUntil: bigint({ mode: 'number' }),
    replaySince: columns.instant(),
  },
  (t) => [
    check('webhook_endpoint_paused_check', sql`(${t.pausedAt} is null) = (${t.pauseReason} is null)`),
    index('webhook_endpoint_behind_index')
      .on(t.tenantId, t.id)
      .where(sql`${t.heldPosition} is not null or ${t.replayPosition} is not null`),
  ],
);

/** One line for each attempt. */
export const webhookDeliveries = tenantTable(
  'webhook_delivery',
  {
    endpointId: columns.reference<'WebhookEndpoint'>('webhook_endpoint', { onDelete: 'cascade' }).notNull(),
    eventId: uuid().notNull(),
    eventType: text().notNull(),
    eventPosition: bigint({ mode: 'number' }).notNull(),
    replay: boolean().notNull().default(false),
    attempt: integer().notNull(),
    status: columns.enumText(WebhookDeliveryStatus).notNull(),
    responseCode: integer(),
    durationMs: integer(),
    error: text(),
    nextAttemptAt: columns.instant(),
  },
  (t) => [index('webhook_delivery_age_index').on(t.tenantId, t.createdAt)],
);
