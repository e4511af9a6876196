import { onBothEngines } from '@guanxi/testing/database';
import { expect, test } from 'vitest';
import type { Database } from '../database/port.ts';
import { openLog, say, tenantA, tenantB } from './inbox.fixture.ts';
import { PARTITION_SIZE } from './partitions.ts';
import { readEvents } from './read-events.ts';
import { floorOf, keepEvents, retain } from './retention.ts';
import { createSequencer } from './sequencer.ts';

const now = new Date('2026-02-01T00:00:00.000Z');
const left = async (database: Database) =>
  (await readEvents(database, { tenants: null, after: 0, limit: 100 })).map((e) => `${e.tenant.at(-1)}${String(e.data['n'])}`);

async function withTenants(database: Database): Promise<Database> {
  await database.query({
    text: `insert into crm.tenant (id, slug, name, zone, currency, locale, created_at) values
      ($1, 'a', 'A', 'UTC', 'CNY', 'en', now()), ($2, 'b', 'B', 'UTC', 'CNY', 'en', now())`,
    params: [tenantA, tenantB],
  });
  return database;
}

/** The day of January on which an event of tenant `a` or `b` was said. */
const saidOn = (database: Database, tenant: string, n: number, day: string) =>
  database.asOwner((owner) =>
    owner.query({
      text: `update crm.event set occurred_at = $3 where tenant_id = $1 and data->>'n' = $2`,
      params: [tenant, String(n), `2026-01-${day}T00:00:00Z`],
    }),
  );

onBothEngines('retention', (open) => {
  test('deletes what is past it, tenant by tenant, and says up to where', async () => {
    const database = await withTenants(await openLog(open));
    await say(database, 'a.thing.done', [1, 2, 3]);
    await say(database, 'a.thing.done', [4, 5], tenantB);
    await createSequencer(async () => database)();
    for (const [tenant, n, day] of [
      [tenantA, 1, '01'],
      [tenantA, 2, '20'],
      [tenantA, 3, '30'],
      [tenantB, 4, '01'],
      [tenantB, 5, '30'],
    ] as const)
      await saidOn(database, tenant, n, day);
    await keepEvents(database, tenantB, 365);
    expect(await retain(database, { keepDays: 5, now })).toEqual({ events: 2, partitions: [] });
    expect(await left(database)).toEqual(['a3', 'b4', 'b5']);
    expect([await floorOf(database, tenantA), await floorOf(database, tenantB)]).toEqual([2, 3]);
    expect(await retain(database, { keepDays: 5, now })).toEqual({ events: 0, partitions: [] });
  });

  test('keeps what lies before a kept event, whatever a clock said, and what the engine has not read', async () => {
    const database = await withTenants(await openLog(open));
    await say(database, 'a.thing.done', [1, 2, 3, 4]);
    await createSequencer(async () => database)();
    for (const [n, day] of [
      [1, '01'],
      [2, '01'],
      [3, '31'],
      [4, '01'],
    ] as const)
      await saidOn(database, tenantA, n, day);
    await database.query({ text: `insert into crm.log_reader (name, position) values ('webhooks', 1)` });
    await retain(database, { keepDays: 5, now });
    expect(await left(database)).toEqual(['a2', 'a3', 'a4']);
    await database.query({ text: `update crm.log_reader set position = 4` });
    await retain(database, { keepDays: 5, now });
    expect(await left(database)).toEqual(['a3', 'a4']);
  });

  test('drops a partition that holds nothing any more', async () => {
    const database = await withTenants(await openLog(open));
    await say(database, 'a.thing.done', [1]);
    await createSequencer(async () => database)();
    await saidOn(database, tenantA, 1, '01');
    await database.query({ text: `update crm.log_head set position = ${PARTITION_SIZE}` });
    await say(database, 'a.thing.done', [2]);
    await createSequencer(async () => database)();
    await saidOn(database, tenantA, 2, '31');
    expect(await retain(database, { keepDays: 5, now })).toEqual({ events: 1, partitions: ['event_from_1'] });
    await say(database, 'a.thing.done', [3]);
    await createSequencer(async () => database)();
    expect(await left(database)).toEqual(['a2', 'a3']);
  });
});
