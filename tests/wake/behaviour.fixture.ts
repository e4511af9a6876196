/** What every wake-up between instances does, whatever carries it: the same tests for each. */
import type { Wake } from '@guanxi/core';
import { connect, type Database } from '@guanxi/core/database';
import { asApplication, onBothEngines } from '@guanxi/testing/database';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { createFeed, type Feed } from '../../packages/core/src/log/feed.ts';
import { openLog, say, tenantA } from '../../packages/core/src/log/inbox.fixture.ts';

/** What carries it can be broken, and is whole again when this resolves. */
export interface Carrier {
  wake(database: () => Promise<Database>): Wake;
  interrupt(): Promise<void>;
}

const quiet = { info() {}, warn() {}, error() {} };
/** No poll within the time of a test: what is heard, was told. */
const NEVER = 3_600_000;

export function wakesInstances(name: string, carrier: (url: string) => Carrier): void {
  onBothEngines(name, (open, engine) => {
    // The embedded database has one instance: there is nobody to wake.
    describe.skipIf(engine === 'embedded')('between three instances', () => {
      const feeds: Feed[] = [];
      const databases: Database[] = [];
      afterEach(async () => {
        await Promise.all(feeds.splice(0).map((feed) => feed.close()));
        await Promise.all(databases.splice(0).map((database) => database.close()));
      });

      /** Instances with a follower each; what each heard. */
      async function instances(): Promise<{ writer: Database; carrier: Carrier; heard: readonly Heard[]; settle(): Promise<unknown> }> {
        const writer = await openLog(open);
        const { rows } = await writer.query({ text: 'select current_database()::text as name' });
        const url = (inject('postgresUrl') as string).replace(/\/postgres$/, `/${String(rows[0]?.['name'])}`);
        const carried = carrier(url);
        const heard: Heard[] = [];
        for (let i = 0; i < 3; i += 1) {
          const database = await connect({ ...asApplication(url), max: 3 });
          databases.push(database);
          const wake = carried.wake(async () => database);
          let listening = Promise.resolve();
          const feed = createFeed({
            database: async () => database,
            wake: { ...wake, listen: (hear) => (listening = wake.listen(hear)) },
            log: quiet,
            pollMs: NEVER,
          });
          feeds.push(feed);
          const listener = hears();
          heard.push(listener);
          await feed.follow({ tenant: tenantA, heard: (events) => listener.add(events.map((e) => e.data['n'])), lost() {} });
          await listening;
        }
        return { writer, carrier: carried, heard, settle: () => (feeds[0] as Feed).settle() };
      }

      test('what one sequences, the others hear at once', async () => {
        const { writer, heard, settle } = await instances();
        await say(writer, 'a.thing.done', [1, 2, 3]);
        await settle();
        await Promise.all(heard.map((h) => h.until(3)));
        expect(heard.map((h) => h.numbers)).toEqual([
          [1, 2, 3],
          [1, 2, 3],
          [1, 2, 3],
        ]);
      });

      test('and again after what carries it was interrupted', async () => {
        const { writer, carrier: carried, heard, settle } = await instances();
        await carried.interrupt();
        let n = 0;
        do {
          n += 1;
          await say(writer, 'a.thing.done', [n]);
          await settle();
          await Promise.race([Promise.all(heard.map((h) => h.until(n))), turn()]);
        } while (heard.some((h) => h.numbers.length < n) && n < 100);
        for (const { numbers } of heard) expect(numbers).toEqual(Array.from({ length: n }, (_, i) => i + 1));
      });
    });
  });
}

interface Heard {
  readonly numbers: unknown[];
  add(numbers: readonly unknown[]): void;
  until(n: number): Promise<void>;
}

function hears(): Heard {
  const numbers: unknown[] = [];
  const waiting = new Set<() => void>();
  return {
    numbers,
    add(more) {
      numbers.push(...more);
      for (const check of waiting) check();
    },
    until: (n) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (numbers.length < n) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
  };
}

/** Long enough for a word to arrive where it can. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 250));
