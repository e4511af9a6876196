/**
 * A cursor from before a dump and restore, and one from the tail that a failover lost, are refused with RESYNC: the positions behind them
 * may be given a second time, for something else.
 */
import { createEngine, type Engine } from '@guanxi/core';
import { type Crm, createCustomer, crm } from '@guanxi/core/crm';
import { connect } from '@guanxi/core/database';
import postgres from 'postgres';
import { afterEach, describe, expect, test } from 'vitest';
import { encodeCursor, positionOf } from '../../packages/core/src/log/cursor.ts';
import { type LogHead, readHead } from '../../packages/core/src/log/head.ts';
import { createSequencer } from '../../packages/core/src/log/sequencer.ts';
import { type Cluster, createCluster, hasDebianPostgres } from './debian-postgres.fixture.ts';

const clusters: Cluster[] = [];
const engines: Engine<Crm>[] = [];
afterEach(async () => {
  await Promise.allSettled(engines.splice(0).map((engine) => engine.close()));
  for (const cluster of clusters.splice(0)) cluster.remove();
});

async function madeCluster(): Promise<Cluster> {
  const cluster = await createCluster();
  clusters.push(cluster);
  return cluster;
}

function engineOn(cluster: Cluster, database?: string): Engine<Crm> {
  const engine = createEngine({
    plugins: [crm()],
    database: { url: cluster.applicationUrl(database), ownerUrl: cluster.url(database) },
  });
  engines.push(engine);
  return engine;
}

/** Sequences what is there, and says where the log stands. */
async function headOf(url: string): Promise<LogHead> {
  const database = await connect({ url, max: 1 });
  try {
    await createSequencer(async () => database)();
    return await readHead(database);
  } finally {
    await database.close();
  }
}

let made = 0;

async function customers(engine: Engine<Crm>, tenant: string, n: number): Promise<void> {
  const actor = engine.as({ kind: 'service', name: 'fault', tenant, permissions: ['*'] });
  for (let i = 0; i < n; i += 1) {
    made += 1;
    const outcome = await actor.run(createCustomer, { name: `Customer ${made}`, kind: 'ORGANISATION' });
    expect(outcome).toMatchObject({ ok: true });
  }
}

const follow = (cursor: string, head: LogHead): string => {
  try {
    return `goes on behind ${positionOf(cursor, head, 0)}`;
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
};

describe.skipIf(!hasDebianPostgres)('a log that is no longer the one it was', () => {
  test('restored from a dump, beside the old database, over it, and in another cluster, asks its readers to resync', async () => {
    const cluster = await madeCluster();
    const engine = engineOn(cluster);
    await engine.migrate();
    const { id: tenant } = await engine.tenants.create({ slug: 'dumped', name: 'Dumped' });
    await customers(engine, tenant, 5);
    const before = await headOf(cluster.url());
    const dump = `${cluster.data}.dump`;
    cluster.tool('pg_dump', ['-h', '127.0.0.1', '-p', String(cluster.port), '-U', 'postgres', '-Fc', '-f', dump, 'postgres']);
    // After the dump, and so not in it: the restored log will give these positions again.
    await customers(engine, tenant, 5);
    const tail = await headOf(cluster.url());
    await engine.close();

    const restore = (into: Cluster, database: string) =>
      into.tool('pg_restore', ['-h', '127.0.0.1', '-p', String(into.port), '-U', 'postgres', '-d', database, dump]);
    const run = async (url: string, text: string): Promise<void> => {
      const sql = postgres(url, { max: 1, onnotice: () => undefined });
      await sql.unsafe(text);
      await sql.end();
    };
    const other = await madeCluster();
    // A dump holds no roles: they are the cluster's.
    const roles = `${cluster.data}.roles`;
    cluster.tool('pg_dumpall', ['-h', '127.0.0.1', '-p', String(cluster.port), '-U', 'postgres', '--roles-only', '-f', roles]);
    other.tool('psql', ['-h', '127.0.0.1', '-p', String(other.port), '-U', 'postgres', '-q', '-f', roles, 'postgres']);
    for (const one of [cluster, other]) {
      await run(one.url(), 'create database restored');
      restore(one, 'restored');
    }
    await run(cluster.url(), 'drop schema crm cascade');
    restore(cluster, 'postgres');

    const places = [
      { place: 'beside it', in: cluster, name: 'restored' },
      { place: 'over it', in: cluster, name: 'postgres' },
      { place: 'in another cluster', in: other, name: 'restored' },
    ];
    for (const { place, in: where, name } of places) {
      const restored = engineOn(where, name);
      const url = where.url(name);
      await restored.ready();
      await customers(restored, tenant, 10);
      const head = await headOf(url);
      expect(head.position, place).toBeGreaterThan(tail.position);
      expect([place, follow(encodeCursor(before), head), follow(encodeCursor(tail), head)]).toEqual([place, 'RESYNC', 'RESYNC']);
      expect(follow(encodeCursor(head), await headOf(url)), place).toBe(`goes on behind ${head.position}`);
    }
    console.log(`restored: 3 places, 2 cursors each refused with RESYNC; a cursor of the new log goes on`);
  }, 120_000);

  test('promoted without the tail of the old one, asks those who read the tail to resync', async () => {
    const primary = await madeCluster();
    const engine = engineOn(primary);
    await engine.migrate();
    const { id: tenant } = await engine.tenants.create({ slug: 'lost', name: 'Lost' });
    const standby = await primary.standby();
    clusters.push(standby);
    await customers(engine, tenant, 5);
    const known = await headOf(primary.url());
    await caughtUp(primary, standby);
    standby.stop('fast');
    await customers(engine, tenant, 5);
    const tail = await headOf(primary.url());
    expect(tail.position).toBeGreaterThan(known.position);
    primary.stop('immediate');
    standby.tool('pg_ctl', [
      'start',
      '-w',
      '-D',
      standby.data,
      '-l',
      `${standby.data}/log`,
      '-o',
      `-c listen_addresses=127.0.0.1 -c port=${standby.port} -c unix_socket_directories=`,
    ]);
    standby.promote();

    const promoted = engineOn(standby);
    await promoted.ready();
    await customers(promoted, tenant, 10);
    const head = await headOf(standby.url());
    expect(head.position).toBeGreaterThan(tail.position);
    expect(follow(encodeCursor(tail), head)).toBe('RESYNC');
    expect(follow(encodeCursor(head), head)).toBe(`goes on behind ${head.position}`);
    console.log(`promoted: position ${known.position} of ${tail.position} survived; the cursor of the lost tail is refused with RESYNC`);
  }, 120_000);
});

test.runIf(!hasDebianPostgres)('restore and promotion are not run: they take the package postgresql-15', () => undefined);

/** Until the standby has replayed what the primary has written. */
async function caughtUp(primary: Cluster, standby: Cluster): Promise<void> {
  const from = postgres(primary.url(), { max: 1 });
  const to = postgres(standby.url(), { max: 1 });
  const [{ lsn } = { lsn: '' }] = await from<{ lsn: string }[]>`select pg_current_wal_lsn()::text as lsn`;
  for (;;) {
    const [row] = await to<{ done: boolean }[]>`select pg_last_wal_replay_lsn() >= ${lsn}::pg_lsn as done`;
    if (row?.done) break;
  }
  await Promise.all([from.end(), to.end()]);
}
