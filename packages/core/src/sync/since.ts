/** What happened to a record on the server since the version that a device knows. */
import type { Database } from '../database/port.ts';
import type { EntityDef } from '../model/model.ts';

export type Doc = Readonly<Record<string, unknown>>;

export interface Since {
  /** The record's version by the last of the changes. */
  readonly version: number;
  /** As the device knows it; null where the log does not say. */
  readonly base: Doc | null;
  /** Made by others, or by the same person elsewhere: the device's own it knows of. */
  readonly foreign: readonly { readonly before: Doc; readonly after: Doc; readonly at: Date }[];
}

export async function changesSinceVersion(
  database: Database,
  tenant: string,
  device: string,
  record: { readonly entity: EntityDef; readonly id: string },
  version: number,
): Promise<Since> {
  const { rows } = await database.query({
    text: `select l.version, l.before, l.after, l.at, exists (select 1 from crm.sync_applied a
        where a.tenant_id = $1 and a.record_id = $3 and a.device_id = $4 and a.version = l.version) as own
      from crm.change_log l where l.tenant_id = $1 and l.entity = $2 and l.record_id = $3 and l.version > $5 order by l.version`,
    params: [tenant, record.entity.name, record.id, device, version],
  });
  const entries = rows.map((row) => ({
    version: Number(row['version']),
    own: row['own'] === true,
    before: documentOf(row['before']),
    after: documentOf(row['after']),
    at: new Date(String(row['at'])),
  }));
  return {
    version: entries.at(-1)?.version ?? version,
    base: entries[0]?.version === version + 1 ? entries[0].before : null,
    foreign: entries.filter((e) => !e.own),
  };
}

const documentOf = (json: unknown): Doc => (json === null || json === undefined ? {} : (JSON.parse(String(json)) as Doc));
