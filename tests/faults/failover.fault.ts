/**
 * A failover under load: the primary stops as by a power cut, its synchronous standby is promoted, and the engine, which was given both addresses,
 * finds whoever takes writes. What was answered is there, what was not is done once under its key, without a restart of the server.
 */
import { createEngine } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { connect } from '@guanxi/core/database';
import { createServer } from '@guanxi/server';
import postgres from 'postgres';
import { describe, onTestFinished, test } from 'vitest';
import { startClients } from './clients.fixture.ts';
import { createCluster, hasDebianPostgres } from './debian-postgres.fixture.ts';
import { expectOnce, tallyOf } from './site.fixture.ts';
import { timeLimit } from './size.fixture.ts';

describe.skipIf(!hasDebianPostgres)('a failover under load', () => {
  test('to a synchronous standby loses nothing that was answered', { timeout: timeLimit(240_000) }, async () => {
    const primary = await createCluster();
    onTestFinished(() => primary.remove());
    const migrating = createEngine({ plugins: [crm()], database: { url: primary.applicationUrl(), ownerUrl: primary.url() } });
    await migrating.migrate();
    const { id: tenant } = await migrating.tenants.create({ slug: 'failover', name: 'Failover' });
    await migrating.close();
    const standby = await primary.standby();
    onTestFinished(() => standby.remove());
    const owner = postgres(primary.url(), { max: 1 });
    await owner.unsafe(`alter system set synchronous_standby_names = '*'`);
    await owner.unsafe('select pg_reload_conf()');
    await owner.end();

    const engine = createEngine({
      plugins: [crm()],
      database: {
        url: `postgres://guanxi_application@127.0.0.1:${primary.port},127.0.0.1:${standby.port}/postgres?target_session_attrs=read-write`,
        max: 8,
      },
      logger: { info() {}, warn() {}, error() {} },
    });
    const server = createServer(engine, {
      authenticate: () => ({ kind: 'service', name: 'fault', tenant, permissions: ['*'] }),
      port: 0,
      work: false,
    });
    onTestFinished(() => server.close());
    const { url } = await server.listen();
    const clients = startClients({ url: () => url, clients: 8, patienceMs: 30_000 });
    onTestFinished(() => clients.abandon());
    await clients.reach(100);
    primary.stop('immediate');
    const stopped = performance.now();
    standby.promote();
    const before = clients.answered;
    await clients.reach(before + 1);
    const healed = Math.round(performance.now() - stopped);
    await clients.reach(before + 100);
    const { replies, reasons } = await clients.stop();
    const database = await connect({ url: standby.url(), as: 'owner', max: 1 });
    onTestFinished(() => database.close());
    const tally = await tallyOf(database, tenant);
    console.log(
      `failover: ${replies.length} commands (${JSON.stringify(reasons)}), ${before} of them answered before: ${tally.rows.length} rows, ` +
        `${tally.events.length} events, ${tally.replies.length} stored replies; the next was answered ${healed} ms after the stop`,
    );
    expectOnce(tally, replies);
  });
});

test.runIf(!hasDebianPostgres)('a failover is not run: it takes the package postgresql-15', () => undefined);
