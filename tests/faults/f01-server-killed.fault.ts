/**
 * F01: the server is killed at random moments while clients send commands and repeat under the same key what was not answered. Each command
 * has its effect once, and whoever asks again is told the same.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { startClients } from './clients.fixture.ts';
import { startServer } from './server-process.fixture.ts';
import { expectOnce, openSite } from './site.fixture.ts';
import { seed, seeded, size, timeLimit } from './size.fixture.ts';

const KILLS = size(6, 200);
const COMMANDS = size(600, 10_000);
const CLIENTS = 16;

describe.skipIf(inject('postgresUrl') === null)('F01', () => {
  test(`${KILLS} kills during ${COMMANDS} commands: each exactly once`, { timeout: timeLimit(240_000) }, async () => {
    const site = await openSite();
    onTestFinished(() => site.close());
    const random = seeded(seed);
    // One serves while the next one starts: most of the time would be waiting otherwise.
    let [server, next] = await Promise.all([startServer(site.environment), startServer(site.environment)]);
    onTestFinished(() => {
      for (const { child } of [server, next]) child.kill('SIGKILL');
    });
    // The kills are spread over the commands: each comes somewhere in its share of them, and the next share waits for it.
    const share = Math.ceil(COMMANDS / KILLS);
    let kills = 0;
    const clients = startClients({
      url: () => server.url,
      commands: COMMANDS,
      clients: CLIENTS,
      admitted: async (n) => {
        while (n >= (kills + 1) * share) await pause(5);
      },
    });
    for (; kills < KILLS; kills += 1) {
      await clients.reach(Math.floor(share * (kills + 0.9 * random())));
      await pause(5 * random());
      server.child.kill('SIGKILL');
      server = next;
      next = await startServer(site.environment);
    }
    const { replies, reasons } = await clients.done;
    const tally = await site.tally();
    const repeated = replies.filter((reply) => reply.attempts > 1).length;
    console.log(
      `F01: ${kills} kills, ${COMMANDS} commands of ${CLIENTS} clients, ${repeated} of them sent more than once (${JSON.stringify(reasons)}): ` +
        `${tally.rows.length} rows, ${tally.events.length} events, ${tally.changes.length} changes, ${tally.replies.length} stored replies; seed ${seed}`,
    );
    expectOnce(tally, replies);
    expect(repeated).toBeGreaterThan(0);
  });
});
