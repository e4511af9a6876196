/** What was made of a device's changes, kept by the device's keys in the transaction that made it. */
import type { Database, Statement } from '../database/port.ts';
import type { EntityDef } from '../model/model.ts';

export interface Applied {
  readonly inputHash: string;
  /** As code has it. */
  readonly output: unknown;
  readonly version: number | null;
}

export async function appliedBy(
  database: Database,
  tenant: string,
  device: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Applied>> {
  const { rows } = await database.query({
    text: 'select key, input_hash, reply, version from crm.sync_applied where tenant_id = $1 and device_id = $2 and key = any($3::text[])',
    params: [tenant, device, keys],
    prepare: true,
  });
  return new Map(
    rows.map((row) => [
      String(row['key']),
      {
        inputHash: String(row['input_hash']),
        output: (JSON.parse(String(row['reply'])) as { output?: unknown }).output,
        version: row['version'] === null ? null : Number(row['version']),
      },
    ]),
  );
}

export interface ToKeep {
  readonly tenant: string;
  readonly device: string;
  readonly key: string;
  readonly command: string;
  readonly inputHash: string;
  /** The record that the change is about, or that it makes. */
  readonly record: { readonly entity: EntityDef; readonly id: string } | null;
  readonly madeAt: Date;
  /** By which the write path keeps the reply: actor and idempotency key. */
  readonly by: string;
  readonly claim: string;
}

/** Copies the reply from the write path's own record of the key, behind the rows: the version is the new one. */
export function keepStatement(k: ToKeep): Statement {
  const version = k.record
    ? `(select c.version from crm."${k.record.entity.tableName}" c where c.tenant_id = $1 and c.id = $7::uuid)`
    : 'null';
  return {
    text: `insert into crm.sync_applied (tenant_id, device_id, key, command, input_hash, reply, record_type, record_id, version, made_at)
      select $1, $2, $3, $4, $5, coalesce(k.reply, '{}'), $6, $7::uuid, ${version}, $8
      from crm.idempotency_key k where k.tenant_id = $1 and k.actor = $9 and k.command = $4 and k.key = $10 on conflict do nothing`,
    params: [
      k.tenant,
      k.device,
      k.key,
      k.command,
      k.inputHash,
      k.record?.entity.name ?? null,
      k.record?.id ?? null,
      k.madeAt.toISOString(),
      k.by,
      k.claim,
    ],
  };
}
