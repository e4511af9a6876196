/**
 * F05: the network to the database is gone for half a minute: packets vanish, nobody is told. What waits is told to try again in bounded time,
 * nothing is lost or done twice, and afterwards nothing is exhausted: as many connections work as before, and none is left over.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { startClients } from './clients.fixture.ts';
import { openHouse } from './house.fixture.ts';
import { listenFrom } from './listener.fixture.ts';
import { canCutNetworks, openNetwork } from './network.fixture.ts';
import { expectOnce, openSite } from './site.fixture.ts';
import { size, timeLimit } from './size.fixture.ts';

const CUTS = size(1, 10);
const CUT_MS = 30_000;
const POOL = 8;
const HEALED_MS = 20_000;

describe.skipIf(inject('postgresUrl') === null || !canCutNetworks)('F05', () => {
  test(`the database unreachable for ${CUT_MS / 1000} s: nothing is exhausted afterwards`, { timeout: timeLimit(240_000) }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guanxi-socket-'));
    chmodSync(folder, 0o777);
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const site = await openSite({ unix_socket_directories: folder });
    onTestFinished(() => site.close());
    const { port } = new URL(site.postgres.url);
    const network = await openNetwork(join(folder, `.s.PGSQL.${port}`));
    onTestFinished(() => network.close());
    const url = new URL(site.postgres.url);
    url.host = `${network.host}:${network.port}`;
    const limits = { max: POOL, statementTimeoutMs: 5_000, connectTimeoutMs: 2_000, idleMs: 5_000 };
    const house = await openHouse({ ...site, postgres: { ...site.postgres, url: url.href } }, limits);
    onTestFinished(() => house.close());
    const listener = listenFrom(await site.cursor(), () => house.url);
    onTestFinished(() => listener.stop());
    const clients = startClients({ url: () => house.url, clients: 16 });
    onTestFinished(() => clients.abandon());
    await clients.reach(100);
    const before = { memory: settled(), handles: process.getActiveResourcesInfo().length };
    const healed: number[] = [];
    for (let cuts = 0; cuts < CUTS; cuts += 1) {
      network.cut();
      await pause(CUT_MS);
      network.mend();
      const back = performance.now();
      // Twice as many as there are clients: what hung has been answered as well.
      await clients.reach(clients.answered + 32);
      healed.push(Math.round(performance.now() - back));
    }
    await clients.reach(clients.answered + 100);
    const { replies, reasons } = await clients.stop();
    const tally = await site.tally();
    const told = await listener.until(tally.events.length);
    const slowest = Math.round(Math.max(...replies.map((reply) => reply.ms)));
    // All of the pool at once: a place that was lost would be waited for.
    const all = startClients({ url: () => house.url, clients: 4 * POOL, commands: 8 * POOL, prefix: 'after ' });
    const last = await all.done;
    const after = { memory: settled(), handles: process.getActiveResourcesInfo().length };
    const counted = () => site.query(`select count(*)::int as n from pg_stat_activity where usename = 'guanxi_application'`);
    let [connections] = await counted();
    // The server drops those of the time without a network once its own look at them is not answered.
    for (let left = 60; left > 0 && Number(connections?.['n']) > POOL + 1; left -= 1) {
      await pause(1_000);
      [connections] = await counted();
    }
    console.log(
      `F05: cut ${CUTS} times for ${CUT_MS / 1000} s, ${replies.length} commands (${JSON.stringify(reasons)}): ${tally.rows.length} rows, ${tally.events.length} events, ` +
        `healed after ${healed.join(', ')} ms, the slowest command took ${slowest} ms; a subscriber heard ${told.length}; ` +
        `${String(connections?.['n'])} connections afterwards, ${before.handles} handles before and ${after.handles} after, ${before.memory} and ${after.memory} MB of heap`,
    );
    expectOnce(await site.tally(), [...replies, ...last.replies]);
    expect(told.slice(0, tally.events.length)).toEqual(tally.events);
    expect(Math.max(...healed)).toBeLessThan(HEALED_MS);
    expect(connections?.['n']).toBeLessThanOrEqual(POOL + 1);
    expect(after.memory).toBeLessThan(2 * before.memory + 50);
  });
});

test.runIf(!canCutNetworks)('F05 is not run: a network of its own takes root on Linux', () => undefined);

const settled = (): number => Math.round(process.memoryUsage().heapUsed / 1024 ** 2);
