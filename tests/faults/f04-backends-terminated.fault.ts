/**
 * F04: a backend of Postgres is terminated every 100 ms, whatever it does: the pool's and the listener's. Commands come through by their keys,
 * the pool keeps its size, and a subscriber hears everything, also what other instances write while the listener is away.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { startClients } from './clients.fixture.ts';
import { openHouse } from './house.fixture.ts';
import { listenFrom } from './listener.fixture.ts';
import { expectOnce, openSite } from './site.fixture.ts';
import { seed, seeded, size, timeLimit } from './size.fixture.ts';

const KILLS = size(60, 6_000);
const EVERY_MS = 100;
const POOL = 8;

const theirs = `from pg_stat_activity where usename = 'guanxi_application'`;

describe.skipIf(inject('postgresUrl') === null)('F04', () => {
  test(`${KILLS} backends terminated, one every ${EVERY_MS} ms: pool and listener recover`, { timeout: timeLimit(180_000) }, async () => {
    const site = await openSite();
    onTestFinished(() => site.close());
    // Two instances: what one writes, the other hears of by its listener.
    const houses = [await openHouse(site, { max: POOL }), await openHouse(site, { max: POOL })] as const;
    for (const house of houses) onTestFinished(() => house.close());
    const listener = listenFrom(await site.cursor(), () => houses[1].url);
    onTestFinished(() => listener.stop());
    const clients = startClients({ url: () => houses[0].url, clients: 16 });
    onTestFinished(() => clients.abandon());
    const random = seeded(seed);
    await clients.reach(50);
    let killed = 0;
    let listeners = 0;
    await site.using(async (database) => {
      for (; killed < KILLS; killed += 1) {
        const { rows } = await database.query({ text: `select pid, query like 'listen%' as listens ${theirs} order by pid` });
        const one = rows[Math.floor(random() * rows.length)];
        if (one) await database.query({ text: 'select pg_terminate_backend($1)', params: [Number(one['pid'])] });
        if (one?.['listens'] === true) listeners += 1;
        await pause(EVERY_MS);
      }
    });
    await clients.reach(clients.answered + 100);
    const { replies, reasons } = await clients.stop();
    const tally = await site.tally();
    const told = await listener.until(tally.events.length);
    const [connections] = await site.query(`select count(*)::int as n ${theirs}`);
    console.log(
      `F04: ${killed} backends terminated (${listeners} of them listeners), ${replies.length} commands (${JSON.stringify(reasons)}): ${tally.rows.length} rows, ` +
        `${tally.events.length} events; a subscriber of another instance heard ${told.length}; ${String(connections?.['n'])} connections afterwards`,
    );
    expectOnce(tally, replies);
    expect(told).toEqual(tally.events);
    // Two pools and a listener each.
    expect(connections?.['n']).toBeLessThanOrEqual(2 * (POOL + 1));
    expect(listeners).toBeGreaterThan(0);
  });
});
