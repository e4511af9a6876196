import { onBothEngines } from '@guanxi/testing/database';
import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../database/port.ts';
import { kernelMigrations, migrate, status } from './index.ts';
import { storyClock } from './sources.fixture.ts';

onBothEngines("the kernel's tables", (open) => {
  let database: Database;
  const names = async (text: string) => (await database.query<{ name: string }>({ text })).rows.map(({ name }) => name);

  beforeAll(async () => {
    database = await open({ as: 'owner' });
    await migrate(database, [kernelMigrations], { clock: storyClock });
  });

  it('are there once the kernel has migrated', async () => {
    expect((await status(database, [kernelMigrations])).pending).toEqual([]);
    expect(
      await names(`select relname::text as name from pg_class where relkind = 'r' and relnamespace = 'crm'::regnamespace order by 1`),
    ).toEqual([
      'access_log',
      'api_key',
      'attribute_definition',
      'attribute_unique',
      'audit',
      'change_log',
      'event_from_1',
      'event_inbox',
      'field_class',
      'idempotency_key',
      'job',
      'journal',
      'log_head',
      'log_reader',
      'log_retention',
      'operation',
      'operation_item',
      'operation_refusal',
      'plugin_choice',
      'plugin_hang',
      'plugin_stop',
      'role',
      'role_assignment',
      'session',
      'sync_applied',
      'sync_device',
      'tenant',
      'tenant_plugin',
      'webhook_delivery',
      'webhook_endpoint',
    ]);
  });

  it('have keys that begin with the tenant, save the tenants themselves, the journal and the log', async () => {
    const keys = `select c.relname::text as name from pg_index i join pg_class c on c.oid = i.indrelid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where i.indisunique and c.relnamespace = 'crm'::regnamespace and a.attname <> 'tenant_id' group by 1 order by 1`;
    expect(await names(keys)).toEqual([
      'event',
      'event_from_1',
      'journal',
      'log_head',
      'log_reader',
      'plugin_hang',
      'plugin_stop',
      'tenant',
    ]);
  });

  it('have two sequences, which order the inbox and the jobs', async () => {
    expect(
      await names(`select relname::text as name from pg_class where relkind = 'S' and relnamespace = 'crm'::regnamespace order by 1`),
    ).toEqual(['event_inbox_seq_seq', 'job_seq_seq']);
  });

  it('bring what search indexes of plugins need: a tenant beside grams in one GIN index', async () => {
    await database.query({ text: 'create table crm.probe_thing (tenant_id uuid, grams text[])' });
    await expect(
      database.query({ text: 'create index probe_grams on crm.probe_thing using gin (tenant_id, grams)' }),
    ).resolves.toBeDefined();
  });
});
