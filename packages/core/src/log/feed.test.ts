import { onBothEngines } from '@guanxi/testing/database';
import { expect, test } from 'vitest';
import type { Database } from '../database/port.ts';
import type { LoggedEvent } from './event.ts';
import { createFeed, type Feed, type Follower } from './feed.ts';
import { openLog, say, tenantA, tenantB } from './inbox.fixture.ts';
import type { Wake } from './wake.ts';

const quiet = { info() {}, warn() {}, error() {} };
const deaf: Wake = { async publish() {}, async listen() {}, async close() {} };

const feedOf = (database: Database, o: { wake?: Wake; pollMs?: number } = {}): Feed =>
  createFeed({ database: async () => database, wake: deaf, log: quiet, pollMs: 60_000, ...o });

/** Follows, and says what was heard; `until` resolves once so many were. */
function listener(tenant = tenantA) {
  const heard: unknown[] = [];
  let lost = 0;
  let check = (): void => {};
  const follower: Follower = {
    tenant,
    heard(events: readonly LoggedEvent[]) {
      heard.push(...events.map((e) => e.data['n']));
      check();
    },
    lost() {
      lost += 1;
      check();
    },
  };
  const until = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      check = () => void (holds() && resolve());
      check();
    });
  return { follower, heard, until, lost: () => lost };
}

onBothEngines('the feed', (open) => {
  test('tells each follower of its tenant, in order, from where it joined', async () => {
    const database = await openLog(open);
    const feed = feedOf(database);
    await say(database, 'a.thing.done', [1]);
    const a = listener();
    const b = listener(tenantB);
    const { head, leave } = await feed.follow(a.follower);
    expect(head.position).toBe(1);
    await feed.follow(b.follower);
    await say(database, 'a.thing.done', [2, 3]);
    await say(database, 'a.thing.done', [4], tenantB);
    await feed.settle();
    expect([a.heard, b.heard]).toEqual([[2, 3], [4]]);
    leave();
    await say(database, 'a.thing.done', [5]);
    await feed.settle();
    expect(a.heard).toEqual([2, 3]);
    await feed.close();
  });

  test('tells whoever joins later nothing of what was before, though nobody followed then', async () => {
    const database = await openLog(open);
    const feed = feedOf(database);
    const first = listener();
    (await feed.follow(first.follower)).leave();
    await say(database, 'a.thing.done', [1]);
    const second = listener();
    expect((await feed.follow(second.follower)).head.position).toBe(1);
    await say(database, 'a.thing.done', [2]);
    await feed.settle();
    expect([first.heard, second.heard]).toEqual([[], [2]]);
    await feed.close();
  });

  test('loses and doubles nothing for those who join while much is written', async () => {
    const database = await openLog(open);
    const feed = feedOf(database);
    const early = listener();
    await feed.follow(early.follower);
    const joined: { from: number; heard: unknown[] }[] = [];
    for (let i = 1; i <= 60; i += 1) {
      await say(database, 'a.thing.done', [i]);
      feed.wake();
      if (i % 10 !== 0) continue;
      const late = listener();
      const { head } = await feed.follow(late.follower);
      joined.push({ from: head.position, heard: late.heard });
    }
    await feed.settle();
    const whole = Array.from({ length: 60 }, (_, i) => i + 1);
    expect(early.heard).toEqual(whole);
    for (const { from, heard } of joined) expect(heard).toEqual(whole.slice(from));
    await feed.close();
  });

  test('F25 looks by itself where nobody wakes it', async () => {
    const database = await openLog(open);
    const feed = feedOf(database, { pollMs: 20 });
    const a = listener();
    await feed.follow(a.follower);
    await say(database, 'a.thing.done', [1]);
    await a.until(() => a.heard.length === 1);
    await feed.close();
  });

  test('wakes others off the write path, once for a burst, and is woken by them', async () => {
    const database = await openLog(open);
    const told: number[] = [];
    let hear = (): void => {};
    const wake: Wake = {
      async publish(position) {
        told.push(position);
      },
      async listen(heard) {
        hear = heard;
      },
      async close() {},
    };
    const feed = feedOf(database, { wake });
    const a = listener();
    await feed.follow(a.follower);
    await say(database, 'a.thing.done', [1, 2, 3]);
    hear();
    await a.until(() => a.heard.length === 3);
    await feed.close();
    expect(told).toEqual([3]);
  });

  test('tells its followers when the database is no longer the one it was', async () => {
    const database = await openLog(open);
    const feed = feedOf(database);
    const a = listener();
    await feed.follow(a.follower);
    await database.query({ text: `update crm.log_head set identity = 'restored elsewhere'` });
    await say(database, 'a.thing.done', [1]);
    await feed.settle();
    expect([a.lost(), a.heard]).toEqual([1, []]);
    await feed.close();
  });

  test('goes on after the database could not be reached', async () => {
    const database = await openLog(open);
    let broken = false;
    const flaky: Database = {
      ...database,
      query: (...args) => database.query(...args),
      transaction: (...args) => (broken ? Promise.reject(new Error('gone')) : database.transaction(...args)),
    };
    const feed = feedOf(flaky, { pollMs: 20 });
    const a = listener();
    await feed.follow(a.follower);
    broken = true;
    await say(database, 'a.thing.done', [1]);
    await expect(feed.settle()).rejects.toThrow('gone');
    broken = false;
    await a.until(() => a.heard.length === 1);
    await feed.close();
  });
});
