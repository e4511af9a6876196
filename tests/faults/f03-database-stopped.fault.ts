/**
 * F03: Postgres is stopped as by a power cut while clients write, stays away for a moment, and comes back. Nothing that was acknowledged is
 * lost, nothing is done twice, and the server works again within five seconds without having been restarted.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { startClients } from './clients.fixture.ts';
import { openHouse } from './house.fixture.ts';
import { listenFrom } from './listener.fixture.ts';
import { expectOnce, openSite } from './site.fixture.ts';
import { size, timeLimit } from './size.fixture.ts';

const STOPS = size(3, 50);
const AWAY_MS = 1_000;
const HEALED_MS = 5_000;

describe.skipIf(inject('postgresUrl') === null)('F03', () => {
  test(`Postgres stopped ${STOPS} times under load: nothing acknowledged is lost, healed in ${HEALED_MS} ms`, {
    timeout: timeLimit(180_000),
  }, async () => {
    const site = await openSite();
    onTestFinished(() => site.close());
    const house = await openHouse(site);
    onTestFinished(() => house.close());
    const listener = listenFrom(await site.cursor(), () => house.url);
    onTestFinished(() => listener.stop());
    const clients = startClients({ url: () => house.url, clients: 16 });
    onTestFinished(() => clients.abandon());
    const healed: number[] = [];
    for (let stop = 0; stop < STOPS; stop += 1) {
      await clients.reach(clients.answered + 100);
      await site.postgres.restart('immediate', () => pause(AWAY_MS));
      const back = performance.now();
      await clients.reach(clients.answered + 1);
      healed.push(Math.round(performance.now() - back));
    }
    await clients.reach(clients.answered + 100);
    const { replies, reasons } = await clients.stop();
    const tally = await site.tally();
    const told = await listener.until(tally.events.length);
    console.log(
      `F03: ${STOPS} stops, ${replies.length} commands (${JSON.stringify(reasons)}): ${tally.rows.length} rows, ${tally.events.length} events, ` +
        `${tally.replies.length} stored replies; healed after ${healed.join(', ')} ms; a subscriber heard ${told.length}, beginning again ${listener.resumed} times`,
    );
    expectOnce(tally, replies);
    expect(told).toEqual(tally.events);
    expect(Math.max(...healed)).toBeLessThan(HEALED_MS);
  });
});
