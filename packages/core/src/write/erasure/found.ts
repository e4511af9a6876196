/** Where there is something of a person: records as they are, and those that are gone but stand in the change log. */
import type { Statement } from '../../database/port.ts';
import type { ColumnDef, EntityDef } from '../../model/model.ts';
import { isErasable, type Lead, type PersonalData, personalIn } from '../../model/personal.ts';
import { quoted } from '../sql-text.ts';
import { ask, type Work } from '../work.ts';

/** What of a record is the person's. */
export interface Share {
  readonly columns: Set<ColumnDef>;
  attributes: boolean;
}
export type Shares = ReadonlyMap<EntityDef, ReadonlyMap<string, Share>>;

export interface Found {
  readonly present: Shares;
  readonly gone: Shares;
}

export async function findPersonal(work: Work, person: EntityDef, ids: readonly string[]): Promise<Found> {
  const { call } = work;
  // Over all plugins that are installed, also those that this tenant no longer uses: their data is still there.
  const data = personalIn(call.kernel.narrowed(null).model).of(person);
  const results = await ask(
    work,
    data.flatMap((d) => [presentRows(call.tenant.id, d, ids), goneRecords(call.tenant.id, d, ids)]),
  );
  const [present, gone] = [new Map<EntityDef, Map<string, Share>>(), new Map<EntityDef, Map<string, Share>>()];
  for (const [i, d] of data.entries()) {
    for (const row of results[2 * i]?.rows ?? []) add(present, d, String(row['id']));
    for (const row of results[2 * i + 1]?.rows ?? []) add(gone, d, String(row['id']));
  }
  return { present, gone };
}

function add(into: Map<EntityDef, Map<string, Share>>, { entity, columns, attributes }: PersonalData, id: string): void {
  const ofEntity = into.get(entity) ?? new Map<string, Share>();
  const share = ofEntity.get(id) ?? { columns: new Set<ColumnDef>(), attributes: false };
  for (const column of columns) if (isErasable(entity, column)) share.columns.add(column);
  share.attributes ||= attributes;
  into.set(entity, ofEntity.set(id, share));
}

const presentRows = (tenant: string, { entity, lead }: PersonalData, ids: readonly string[]): Statement => ({
  text: `select t.id from crm.${quoted(entity.tableName)} t where t.tenant_id = $1 and ${leads(lead)} order by t.id`,
  params: [tenant, ids],
});

/** `t` is the record, `$2` the person and all that is the same person. */
export function leads(lead: Lead): string {
  if (lead.kind === 'itself') return 't.id = any($2::uuid[])';
  if (lead.kind === 'column') return `t.${quoted(lead.column.name)} = any($2::uuid[])`;
  if (lead.kind === 'through')
    return `exists (select 1 from crm.${quoted(lead.entity.tableName)} v where v.tenant_id = t.tenant_id and v.id = t.${quoted(lead.column.name)} and v.${quoted(lead.to.name)} = any($2::uuid[]))`;
  const from = `from crm.${quoted(lead.entity.tableName)} v where v.tenant_id = t.tenant_id and v.${quoted(lead.from.name)} = t.id`;
  const to = `v.${quoted(lead.to.name)}`;
  const shared = lead.alone ? ` and not exists (select 1 ${from} and ${to} <> all($2::uuid[]))` : '';
  return `exists (select 1 ${from} and ${to} = any($2::uuid[]))${shared}`;
}

/** Records that are no longer there, by what the log says they were. */
function goneRecords(tenant: string, { entity, lead }: PersonalData, ids: readonly string[]): Statement {
  const absent = (id: string): string =>
    `not exists (select 1 from crm.${quoted(entity.tableName)} t where t.tenant_id = $1 and t.id = ${id})`;
  if (lead.kind === 'via')
    return {
      text: `select distinct g.id from (select (coalesce(l.after, l.before) ->> $4)::uuid as id from crm.change_log l
        where l.tenant_id = $1 and l.entity = $3 and coalesce(l.after, l.before) ->> $5 = any($2::text[])) g where ${absent('g.id')}`,
      params: [tenant, ids, lead.entity.name, lead.from.key, lead.to.key],
    };
  if (lead.kind === 'through')
    return {
      text: `select distinct l.record_id as id from crm.change_log l where l.tenant_id = $1 and l.entity = $3 and ${absent('l.record_id')}
        and coalesce(l.after, l.before) ->> $4 in (select r.record_id::text from crm.change_log r
          where r.tenant_id = $1 and r.entity = $5 and (r.after ->> $6 = any($2::text[]) or r.before ->> $6 = any($2::text[])))`,
      params: [tenant, ids, entity.name, lead.column.key, lead.entity.name, lead.to.key],
    };
  const named =
    lead.kind === 'itself' ? 'l.record_id = any($2::uuid[])' : '(l.after ->> $4 = any($2::text[]) or l.before ->> $4 = any($2::text[]))';
  return {
    text: `select distinct l.record_id as id from crm.change_log l where l.tenant_id = $1 and l.entity = $3 and ${named} and ${absent('l.record_id')}`,
    params: lead.kind === 'itself' ? [tenant, ids, entity.name] : [tenant, ids, entity.name, lead.column.key],
  };
}
