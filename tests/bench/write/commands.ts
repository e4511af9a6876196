/**
 * A command beside the same rows written by hand, at 16 connections: with awaited statements in a transaction, as a careful program would,
 * and in one data-modifying statement, as nobody would. Rows of each: the customer changed, its line in the change log, two in the inbox.
 */
import { createEngine, globalId } from '@guanxi/core';
import { createCustomer, crm, updateCustomer } from '@guanxi/core/crm';
import { asApplication } from '@guanxi/testing/database';
import postgres from 'postgres';
import { atLeast, type Measured } from '../measured.ts';
import { type BenchEngine, openBenchOnPostgres } from '../sizes/engines.ts';
import { type Contender, rates } from './rounds.ts';

const CONNECTIONS = 16;
const CUSTOMERS = 2_000;
const PIECES = 600;

export async function* commandCosts(): AsyncGenerator<Measured> {
  const bench = await openBenchOnPostgres();
  const engine = createEngine({ plugins: [crm()], database: { ...asApplication(bench.url), max: CONNECTIONS }, limits: { rate: null } });
  const sql = postgres(bench.url, { max: CONNECTIONS, fetch_types: false });
  try {
    await engine.ready();
    const customers = await fill(bench);
    const at = (n: number): string => customers[(n * 7) % customers.length] as string;
    const actor = engine.as(bench.actor);
    const contenders: readonly Contender[] = [
      {
        name: 'command',
        async run(n) {
          const outcome = await actor.run(updateCustomer, { customer: at(n) as never, set: { region: `Region ${n}` } });
          if (!outcome.ok) throw new Error(outcome.errors[0]?.message);
        },
      },
      { name: 'awaited', run: (n) => awaited(sql, bench.tenant.id, at(n), `Region ${n}`) },
      { name: 'one statement', run: (n) => oneStatement(sql, bench.tenant.id, at(n), `Region ${n}`) },
    ];
    const found = await rates(contenders, { at: CONNECTIONS, pieces: PIECES });
    const rate = (name: string): number => found.get(name) ?? 0;
    const told = `${Math.round(rate('command'))}/s`;
    yield atLeast(
      `command (${told}) of awaited statements (${Math.round(rate('awaited'))}/s)`,
      rate('command') / rate('awaited'),
      0.9,
      'ratio',
    );
    yield atLeast(
      `command (${told}) of one statement (${Math.round(rate('one statement'))}/s)`,
      rate('command') / rate('one statement'),
      0.55,
      'ratio',
    );
  } finally {
    await engine.close();
    await sql.end();
    await bench.close();
  }
}

async function fill({ engine, actor }: BenchEngine): Promise<readonly string[]> {
  const inputs = Array.from({ length: CUSTOMERS }, (_, n) => ({ name: `Customer ${n}`, kind: 'ORGANISATION', confirmNew: true }));
  const outcomes = await engine.as(actor).runBatch(createCustomer, inputs);
  return outcomes.flatMap((o) => (o.ok ? [o.output['customer'] as string] : []));
}

const by = globalId('stf', '0190c000-0000-7000-8000-000000000001');
const actorText = JSON.stringify({ kind: 'service', id: by });

async function awaited(sql: postgres.Sql, tenant: string, id: string, region: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select set_config('guanxi.tenant', ${tenant}, true)`;
    const [before] = await tx`select * from crm.crm_customer where tenant_id = ${tenant} and id = ${id} for no key update`;
    if (!before) throw new Error('no customer');
    const version = Number(before['version']) + 1;
    const after = { ...before, region, version };
    await tx`update crm.crm_customer set region = ${region}, version = ${version}, updated_at = now(), updated_by = ${by} where tenant_id = ${tenant} and id = ${id}`;
    await tx`insert into crm.change_log (tenant_id, id, entity, record_id, version, op, before, after, command, actor, at)
      values (${tenant}, gen_random_uuid(), 'Customer', ${id}, ${version}, 'update', ${JSON.stringify(before)}::text::jsonb, ${JSON.stringify(after)}::text::jsonb, 'updateCustomer', ${actorText}::text::jsonb, now())`;
    await tx`insert into crm.event_inbox (tenant_id, id, type, version, subject_type, subject_id, data, actor, command, occurred_at) values
      (${tenant}, gen_random_uuid(), 'crm.customer.updated', 1, 'Customer', ${id}, '{"fields":["region"]}', ${actorText}::text::jsonb, 'updateCustomer', now()),
      (${tenant}, gen_random_uuid(), 'engine.records.changed', 1, null, null, ${JSON.stringify({ Customer: [[id, 'u', version, ['region']]] })}::text::jsonb, ${actorText}::text::jsonb, 'updateCustomer', now())`;
  });
}

const oneStatement = (sql: postgres.Sql, tenant: string, id: string, region: string): Promise<unknown> => sql`
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
