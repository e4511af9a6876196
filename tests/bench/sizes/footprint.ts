/**
 * What a record, and what was said of it in the logs, takes on the disk with its indexes, and how much a command leaves in the write-ahead log: the
 * measured costs of docs/scale.md. Made through commands, as in earnest.
 */
import { createCustomer, recordFact, recordInteraction } from '@guanxi/core/crm';
import { connect } from '@guanxi/core/database';
import { type Measured, under } from '../measured.ts';
import { openBenchOnPostgres } from './engines.ts';

const customers = 1_000;
const each = 10;
const batch = 500;

/** Bytes that each kind of row may take before docs/scale.md is to be written anew. */
const tables: Readonly<Record<string, number>> = {
  crm_customer: 5_000,
  crm_fact: 1_000,
  crm_interaction: 1_000,
  change_log: 1_200,
  event: 900,
};

export async function* footprintSizes(): AsyncGenerator<Measured> {
  const { engine, actor, url, close } = await openBenchOnPostgres({});
  const database = await connect({ url, as: 'owner', max: 1 });
  const number = async (text: string): Promise<number> => Number((await database.query({ text })).rows[0]?.['n']);
  const all = async (
    command: Parameters<ReturnType<typeof engine.as>['runBatch']>[0],
    inputs: readonly unknown[],
  ): Promise<readonly unknown[]> => {
    const made: unknown[] = [];
    for (let from = 0; from < inputs.length; from += batch)
      for (const outcome of await engine.as(actor).runBatch(command, inputs.slice(from, from + batch))) {
        if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
        made.push(outcome.output);
      }
    return made;
  };
  try {
    const started = await number(`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::text as n`);
    const made = await all(
      createCustomer,
      Array.from({ length: customers }, (_, i) => ({ name: `上海东方会展服务有限公司 ${i}`, kind: 'ORGANISATION', confirmNew: true })),
    );
    const ids = made.map((output) => (output as { readonly customer: string }).customer);
    const times = ids.flatMap((customer) => Array.from({ length: each }, (_, i) => ({ customer, i })));
    await all(
      recordInteraction,
      times.map(({ customer, i }) => ({
        customer,
        channel: 'PHONE',
        direction: 'INBOUND',
        subject: `第 ${i} 次电话：询问展位价格与搭建时间`,
      })),
    );
    await all(
      recordFact,
      times.map(({ customer, i }) => ({
        customer,
        at: new Date(Date.now() - i * 86_400_000),
        value: { amount: '1280.00', currency: 'CNY' },
        sourcePlugin: 'shop',
        sourceRef: `${customer} ${i}`,
      })),
    );
    await engine.workOff();
    const commands = customers * (1 + 2 * each);
    const written = (await number(`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::text as n`)) - started;
    await database.script('vacuum analyze');
    for (const [table, most] of Object.entries(tables)) {
      const bytes = await number(
        `select (pg_total_relation_size('crm.${table}') + coalesce((select sum(pg_total_relation_size(relid)) from pg_partition_tree('crm.${table}') where isleaf), 0))::float / (select count(*) from crm.${table}) as n`,
      );
      yield under(`bytes of a row of ${table} with its indexes`, bytes, most, 'bytes');
    }
    yield under('bytes of the write-ahead log for a command, in batches of 500', written / commands, 5_000, 'bytes');
  } finally {
    await database.close();
    await close();
  }
}
