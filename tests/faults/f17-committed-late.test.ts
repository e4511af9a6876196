/**
 * F17: an event that was numbered first and is committed last is delivered, behind what overtook it: also while a transaction is prepared
 * and not finished, and while a writer stays open in another database of the cluster. And fifty writers on one record deliver its versions
 * in order.
 */
import { createEngine, type Engine } from '@guanxi/core';
import { type Crm, createCustomer, crm, updateCustomer } from '@guanxi/core/crm';
import { connect } from '@guanxi/core/database';
import { asApplication, type PostgresServer, startPostgres } from '@guanxi/testing/database';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { changedRecords } from '../../packages/core/src/log/event.ts';
import { readEvents } from '../../packages/core/src/log/read-events.ts';
import { createSequencer } from '../../packages/core/src/log/sequencer.ts';

const WRITERS = 50;

describe.skipIf(inject('postgresUrl') === null)('F17 on a Postgres of its own', () => {
  let server: PostgresServer;
  let engine: Engine<Crm>;
  let tenant: string;
  const opened: postgres.Sql[] = [];
  /** A plain connection, for what the engine never does. */
  const plain = (url: string = server.url): postgres.Sql => {
    const sql = postgres(url, { max: 1 });
    opened.push(sql);
    return sql;
  };

  beforeAll(async () => {
    server = await startPostgres({ max_prepared_transactions: '10' });
    engine = createEngine({ plugins: [crm()], database: asApplication(server.url) });
    await engine.migrate();
    tenant = (await engine.tenants.create({ slug: 'late', name: 'Late', locale: 'en' })).id;
  });
  afterAll(async () => {
    await Promise.all(opened.map((sql) => sql.end({ timeout: 1 })));
    await engine.close();
    await server.stop('immediate');
  });

  const actor = () => engine.as({ kind: 'service', name: 'writer', tenant, permissions: ['*'] });
  const types = async (after = 0) => {
    const database = await connect({ ...asApplication(server.url), max: 1 });
    await createSequencer(async () => database)();
    const events = await readEvents(database, { tenants: [tenant], after, limit: 10_000 });
    await database.close();
    return events;
  };

  test('what is prepared and open elsewhere holds nothing back, and is delivered when it commits', async () => {
    const sql = plain();
    await sql.unsafe('create database elsewhere');
    const elsewhere = plain(server.url.replace(/\/postgres$/, '/elsewhere'));
    await elsewhere.unsafe('create table work (n int)');
    await elsewhere.unsafe('begin');
    await elsewhere.unsafe('insert into work values (1)');
    await sql.unsafe('begin');
    await sql.unsafe(`insert into crm.event_inbox (tenant_id, id, type, version, subject_type, subject_id, data, actor, command, occurred_at)
      values ('${tenant}', gen_random_uuid(), 'late.thing.done', 1, 'Thing', gen_random_uuid(), '{}', '{"kind":"service","id":"svc_late"}', 'doThing', now())`);
    await sql.unsafe(`prepare transaction 'late'`);

    for (let n = 0; n < 20; n += 1) await actor().run(createCustomer, { name: `Overtaker ${n}`, kind: 'ORGANISATION' });
    const before = await types();
    expect(before.filter((e) => e.type === 'crm.customer.created')).toHaveLength(20);
    expect(before.map((e) => e.type)).not.toContain('late.thing.done');

    await sql.unsafe(`commit prepared 'late'`);
    const last = before.at(-1)?.position ?? 0;
    expect((await types(last)).map((e) => [e.type, e.position])).toEqual([['late.thing.done', last + 1]]);
    await elsewhere.unsafe('commit');
    console.log(`F17: 20 commands delivered past a prepared transaction and a writer in another database; it came behind them`);
  }, 60_000);

  test(`${WRITERS} writers on one record deliver its versions in order`, async () => {
    const made = await actor().run(createCustomer, { name: 'Contended', kind: 'ORGANISATION' });
    if (!made.ok) throw new Error(made.errors[0]?.message);
    const { customer } = made.value;
    const others = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const other = createEngine({ plugins: [crm()], database: { ...asApplication(server.url), max: 16 } });
        await other.ready();
        return other;
      }),
    );
    const outcomes = await Promise.all(
      Array.from({ length: WRITERS }, (_, n) =>
        (others[n % 3] as Engine<Crm>)
          .as({ kind: 'service', name: `writer-${n}`, tenant, permissions: ['*'] })
          .run(updateCustomer, { customer, set: { name: `Written by ${n}` } }),
      ),
    );
    expect(outcomes.filter((o) => !o.ok)).toEqual([]);
    const versions = (await types()).flatMap((e) => changedRecords(e).flatMap((r) => (r.id === customer ? [r.version] : [])));
    expect(versions).toEqual(Array.from({ length: WRITERS + 1 }, (_, i) => i + 1));
    await Promise.all(others.map((other) => other.close()));
    console.log(`F17: ${WRITERS} writers through 3 engines, ${versions.length} versions in order`);
  }, 60_000);
});
