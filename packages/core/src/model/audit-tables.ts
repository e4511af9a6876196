/**
 * What the engine writes down of who did, was refused, took away and saw what. Shaped like a plugin's tables, because the built-in plugin
 * shows them as entities; nothing but the engine writes them, and nothing changes a line.
 */
import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core';
import { enumText } from './columns.ts';
import { enumType, type ValueOf } from './enums.ts';
import { label } from './label.ts';
import { tenantTable } from './tenant-table.ts';

/** By which door a read came. */
export const AccessVia = enumType('AccessVia', {
  QUERY: label('A query', '查询'),
  SUBSCRIPTION: label('A subscription', '订阅'),
  LIVE: label('A live query', '实时查询'),
  EXPORT: label('An export', '导出'),
  API: label('Code of a program or plugin', '程序或插件代码'),
  SYNC: label('A device’s copy', '设备同步'),
  WEBHOOK: label('A webhook', 'Webhook 推送'),
});
export type AccessVia = ValueOf<typeof AccessVia>;

export const AuditOutcome = enumType('AuditOutcome', {
  DONE: label('Done', '已完成'),
  REFUSED: label('Refused', '已拒绝'),
});

/** What was tried and refused, and what leaves no other trace: exports, approvals. When and who are the engine's own columns. */
export const auditLines = tenantTable(
  'audit',
  {
    actorKind: text().notNull(),
    /** A command, or what was read. */
    command: text().notNull(),
    outcome: enumText(AuditOutcome).notNull(),
    /** Of the refusal. */
    code: text(),
    path: text(),
    subjectType: text(),
    subjectId: uuid(),
    details: jsonb(),
  },
  (t) => [index('audit_time_index').on(t.tenantId, t.createdAt, t.id), index('audit_actor_index').on(t.tenantId, t.createdBy, t.id)],
);

/** A read that showed CONFIDENTIAL values or records, written before its answer was given out. */
export const accessLog = tenantTable(
  'access_log',
  {
    actorKind: text().notNull(),
    /** Why, as the reader said. */
    purpose: text(),
    via: enumText(AccessVia).notNull(),
    /** The operation's name, where it has one. */
    operation: text(),
    entity: text().notNull(),
    /** The confidential fields; empty where the records themselves are what is confidential. */
    fields: text().array().notNull(),
    /** Global ids of the first of them; none where values were compared or added up. */
    records: text().array().notNull(),
    recordCount: integer().notNull(),
  },
  (t) => [
    index('access_log_time_index').on(t.tenantId, t.createdAt, t.id),
    index('access_log_actor_index').on(t.tenantId, t.createdBy, t.id),
    index('access_log_records_index').using('gin', t.tenantId, t.records),
    check('access_log_count_check', sql`${t.recordCount} >= cardinality(${t.records})`),
  ],
);
