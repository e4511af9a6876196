/**
 * F07: the disk of Postgres is full. Commands are answered UNAVAILABLE and change nothing, what is there can be read, and once there is room
 * everything goes on: each command that was answered has had its effect once.
 */
import { appendFileSync, chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { startClients } from './clients.fixture.ts';
import { openHouse } from './house.fixture.ts';
import { listenFrom } from './listener.fixture.ts';
import { expectOnce, openSite } from './site.fixture.ts';
import { size, timeLimit } from './size.fixture.ts';
import { canMount, mount, unmount } from './small-disk.fixture.ts';

const TIMES = size(2, 20);
const REFUSED = 40;

describe.skipIf(inject('postgresUrl') === null || !canMount)('F07', () => {
  test(`the disk of Postgres full ${TIMES} times: clean errors, then recovery`, { timeout: timeLimit(180_000) }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guanxi-disk-'));
    mount(folder, '160m');
    onTestFinished(() => {
      unmount(folder);
      rmSync(folder, { recursive: true, force: true });
    });
    chmodSync(folder, 0o777);
    const site = await openSite({}, { folder });
    onTestFinished(() => site.close());
    const house = await openHouse(site);
    onTestFinished(() => house.close());
    const listener = listenFrom(await site.cursor(), () => house.url);
    onTestFinished(() => listener.stop());
    const clients = startClients({ url: () => house.url, clients: 16 });
    onTestFinished(() => clients.abandon());
    const reader = house.engine.as({ kind: 'service', name: 'reader', tenant: site.tenant, permissions: ['*'] });

    const refused = (): number => clients.reasons['UNAVAILABLE'] ?? 0;
    for (let time = 0; time < TIMES; time += 1) {
      await clients.reach(clients.answered + 100);
      const ballast = join(folder, 'ballast');
      for (const until = refused() + REFUSED; refused() < until; await pause(20)) {
        // Again and again: what a checkpoint frees is taken too.
        fill(ballast);
      }
      const { data, errors } = await reader.execute('{ customers(first: 1) { nodes { name } } }');
      expect(errors).toBeUndefined();
      expect(data).toMatchObject({ customers: { nodes: [{ name: expect.any(String) }] } });
      rmSync(ballast);
    }
    await clients.reach(clients.answered + 100);
    const { replies, reasons } = await clients.stop();
    const tally = await site.tally();
    const told = await listener.until(tally.events.length);
    console.log(
      `F07: full ${TIMES} times, ${replies.length} commands (${JSON.stringify(reasons)}): ${tally.rows.length} rows, ${tally.events.length} events, ` +
        `${tally.replies.length} stored replies; a subscriber heard ${told.length}`,
    );
    expect(Object.keys(reasons)).toEqual(['UNAVAILABLE']);
    expectOnce(tally, replies);
    expect(told).toEqual(tally.events);
  });
});

test.runIf(!canMount)('F07 is not run: a small disk of its own takes the right to mount one', () => undefined);

/** Takes what room there is. */
function fill(ballast: string): void {
  const { bavail, bsize } = statfsSync(join(ballast, '..'));
  try {
    if (bavail > 0) appendFileSync(ballast, Buffer.alloc(bavail * bsize));
  } catch (error) {
    // Somebody else was quicker.
    if ((error as { readonly code?: string }).code !== 'ENOSPC') throw error;
  }
}
