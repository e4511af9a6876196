/** The rows of `updateCustomer` written by hand: the customer changed, its line in the change log, two in the inbox. */
import { globalId } from '@guanxi/core';
import { createCustomer } from '@guanxi/core/crm';
import type postgres from 'postgres';
import type { BenchEngine } from '../sizes/engines.ts';

const CUSTOMERS = 2_000;

/** Ids of customers to change. */
export async function fill({ engine, actor }: BenchEngine): Promise<readonly string[]> {
  const inputs = Array.from({ length: CUSTOMERS }, (_, n) => ({ name: `Customer ${n}`, kind: 'ORGANISATION', confirmNew: true }));
  const outcomes = await engine.as(actor).runBatch(createCustomer, inputs);
  return outcomes.flatMap((o) => (o.ok ? [o.output['customer'] as string] : []));
}

const by = globalId('stf', '0190c000-0000-7000-8000-000000000001');
const actorText = JSON.stringify({ kind: 'service', id: by });

type Row = Readonly<Record<string, unknown>>;

/** As a careful program would: statement by statement in a transaction. */
export const awaited = (sql: postgres.Sql, tenant: string, id: string, region: string): Promise<Row> =>
  sql.begin(async (tx) => {
    await tx`select set_config('guanxi.tenant', ${tenant}, true)`;
    const [before] = await tx`select * from crm.crm_customer where tenant_id = ${tenant} and id = ${id} for no key update`;
    if (!before) throw new Error('no customer');
    const version = Number(before['version']) + 1;
    const after: Row = { ...before, region, version };
    await tx`update crm.crm_customer set region = ${region}, version = ${version}, updated_at = now(), updated_by = ${by} where tenant_id = ${tenant} and id = ${id}`;
    await tx`insert into crm.change_log (tenant_id, id, entity, record_id, version, op, before, after, command, actor, at)
      values (${tenant}, gen_random_uuid(), 'Customer', ${id}, ${version}, 'update', ${JSON.stringify(before)}::text::jsonb, ${JSON.stringify(after)}::text::jsonb, 'updateCustomer', ${actorText}::text::jsonb, now())`;
    await tx`insert into crm.event_inbox (tenant_id, id, type, version, subject_type, subject_id, data, actor, command, occurred_at) values
      (${tenant}, gen_random_uuid(), 'crm.customer.updated', 1, 'Customer', ${id}, '{"fields":["region"]}', ${actorText}::text::jsonb, 'updateCustomer', now()),
      (${tenant}, gen_random_uuid(), 'engine.records.changed', 1, null, null, ${JSON.stringify({ Customer: [[id, 'u', version, ['region']]] })}::text::jsonb, ${actorText}::text::jsonb, 'updateCustomer', now())`;
    return after;
  }) as Promise<Row>;

/** As nobody would: all of it in one data-modifying statement. */
export const oneStatement = (sql: postgres.Sql, tenant: string, id: string, region: string): Promise<unknown> => sql`
  with before as (select * from crm.crm_customer where tenant_id = ${tenant} and id = ${id} for no key update),
  changed as (update crm.crm_customer c set region = ${region}, version = c.version + 1, updated_at = now(), updated_by = ${by}
    from before b where c.tenant_id = b.tenant_id and c.id = b.id returning c.*),
  logged as (insert into crm.change_log (tenant_id, id, entity, record_id, version, op, before, after, command, actor, at)
    select c.tenant_id, gen_random_uuid(), 'Customer', c.id, c.version, 'update', to_jsonb(b), to_jsonb(c), 'updateCustomer', ${actorText}::text::jsonb, now()
    from changed c, before b),
  told as (insert into crm.event_inbox (tenant_id, id, type, version, subject_type, subject_id, data, actor, command, occurred_at)
    select c.tenant_id, gen_random_uuid(), 'crm.customer.updated', 1, 'Customer', c.id, '{"fields":["region"]}'::jsonb, ${actorText}::text::jsonb, 'updateCustomer', now() from changed c
    union all select c.tenant_id, gen_random_uuid(), 'engine.records.changed', 1, null, null, jsonb_build_object('Customer', jsonb_build_array(jsonb_build_array(c.id, 'u', c.version, jsonb_build_array('region')))), ${actorText}::text::jsonb, 'updateCustomer', now() from changed c)
  select 1 from changed`;
