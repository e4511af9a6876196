/**
 * The access log (DATA-12): a read that shows something confidential is written down before its answer is given out. Where that fails there
 * is no answer.
 */
import { type Actor, actorReference } from '../access/actor.ts';
import type { AccessVia } from '../model/audit-tables.ts';
import type { ReadKernel } from './kernel.ts';
import type { Via } from './run.ts';
import type { ShownLine } from './shown.ts';

/** Who reads, by which door. */
export interface ReadBy {
  readonly actor: Actor;
  readonly via: AccessVia;
  /** The operation's name, where it has one. */
  readonly operation: string | null;
}

/** @param via The open transaction, where the read is part of one. */
export async function logAccess(
  kernel: Pick<ReadKernel, 'database' | 'ids'>,
  { actor, via: door, operation }: ReadBy,
  now: Date,
  lines: readonly ShownLine[],
  via?: Via,
): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map(({ entity, fields, records, count }) => ({
    id: kernel.ids.next(now),
    entity,
    fields,
    records,
    record_count: count,
  }));
  const to = via ?? (await kernel.database());
  await to.query({
    text: `insert into crm.access_log
        (tenant_id, id, created_at, created_by, updated_at, updated_by, actor_kind, purpose, via, operation, entity, fields, records, record_count)
      select $1::uuid, r.id, $2::timestamptz, $3, $2::timestamptz, $3, $4, $5, $6, $7, r.entity, r.fields, r.records, r.record_count
      from json_to_recordset($8::json) as r(id uuid, entity text, fields text[], records text[], record_count int)`,
    params: [
      actor.tenant,
      now.toISOString(),
      actorReference(actor),
      actor.kind,
      actor.purpose?.trim() ?? null,
      door,
      operation,
      JSON.stringify(rows),
    ],
    prepare: true,
  });
}
