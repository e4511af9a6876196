/**
 * Two instances behind PgBouncer in transaction mode, with more connections than it lends: commands have their effect once, subscribers hear
 * everything, and a user without the settings that a pooled connection lacks is refused with what is to be run.
 */
import { createEngine, type Engine } from '@guanxi/core';
import { type Crm, createCustomer, crm } from '@guanxi/core/crm';
import { connect } from '@guanxi/core/database';
import { createServer } from '@guanxi/server';
import postgres from 'postgres';
import { describe, expect, onTestFinished, test } from 'vitest';
import { encodeCursor } from '../../packages/core/src/log/cursor.ts';
import { readHead } from '../../packages/core/src/log/head.ts';
import { startClients } from './clients.fixture.ts';
import { createCluster, hasDebianPostgres } from './debian-postgres.fixture.ts';
import { listenFrom } from './listener.fixture.ts';
import { hasPgBouncer, startPgBouncer } from './pgbouncer.fixture.ts';
import { expectOnce, tallyOf } from './site.fixture.ts';
import { size, timeLimit } from './size.fixture.ts';

const COMMANDS = size(400, 20_000);
const LENT = 3;
const MAX = 8;
const isThere = hasDebianPostgres && hasPgBouncer;

describe.skipIf(!isThere)('behind PgBouncer in transaction mode', () => {
  test(`two instances with ${MAX} connections each share ${LENT}`, { timeout: timeLimit(180_000) }, async () => {
    const cluster = await createCluster();
    onTestFinished(() => cluster.remove());
    const pooler = await startPgBouncer(cluster.port, LENT);
    onTestFinished(() => pooler.close());
    const engineHere = (): Engine<Crm> =>
      createEngine({
        plugins: [crm()],
        database: {
          url: `postgres://guanxi_application@127.0.0.1:${pooler.port}/postgres`,
          ownerUrl: cluster.url(),
          listenUrl: cluster.applicationUrl(),
          pooled: true,
          max: MAX,
        },
      });
    const owner = postgres(cluster.url(), { max: 1, onnotice: () => undefined });
    onTestFinished(() => owner.end());

    const first = engineHere();
    const refusal = await first.migrate().then(
      () => null,
      (error: { readonly code: string; readonly args: { readonly sql: string } }) => error,
    );
    expect(refusal).toMatchObject({ code: 'POOLED_USER', args: { user: 'guanxi_application' } });
    await owner.unsafe(String(refusal?.args.sql));
    // What it lends already was opened before.
    const admin = postgres(`postgres://guanxi_application@127.0.0.1:${pooler.port}/pgbouncer`, {
      max: 1,
      fetch_types: false,
      prepare: false,
    });
    await admin
      .unsafe('reconnect')
      .simple()
      .catch(() => undefined);
    await admin.end();
    await owner.unsafe(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'guanxi_application'`);
    await first.migrate();
    const { id: tenant } = await first.tenants.create({ slug: 'pooled', name: 'Pooled' });

    const engines = [first, engineHere()];
    const servers = engines.map((engine) =>
      createServer(engine, { authenticate: () => ({ kind: 'service', name: 'fault', tenant, permissions: ['*'] }), port: 0, work: false }),
    );
    const urls: string[] = [];
    for (const server of servers) {
      onTestFinished(() => server.close());
      urls.push((await server.listen()).url);
    }
    const database = await connect({ url: cluster.url(), as: 'owner', max: 1 });
    onTestFinished(() => database.close());
    const listener = listenFrom(encodeCursor(await readHead(database)), () => urls[1] as string);
    onTestFinished(() => listener.stop());
    let turn = 0;
    const clients = startClients({ url: () => urls[turn++ % 2] as string, clients: 16, commands: COMMANDS });
    const { replies, reasons } = await clients.done;
    const tally = await tallyOf(database, tenant);
    const told = await listener.until(tally.events.length);
    const [lent] =
      await owner`select count(*)::int as n from pg_stat_activity where usename = 'guanxi_application' and query not like 'listen%'`;
    console.log(
      `PgBouncer: ${replies.length} commands through ${2 * MAX} connections on ${String(lent?.['n'])}, failed ${JSON.stringify(reasons)}: ` +
        `${tally.rows.length} rows, ${tally.events.length} events; a subscriber of the other instance heard ${told.length}`,
    );
    expect(reasons).toEqual({});
    expectOnce(tally, replies);
    expect(told).toEqual(tally.events);
    // Those that listen go past it.
    expect(lent?.['n']).toBeLessThanOrEqual(LENT);
    const name = 'After all';
    expect(
      await first.as({ kind: 'service', name: 'x', tenant, permissions: ['*'] }).run(createCustomer, { name, kind: 'ORGANISATION' }),
    ).toMatchObject({ ok: true });
  });
});

test.runIf(!isThere)('PgBouncer is not run: it takes the packages postgresql-15 and pgbouncer', () => undefined);
