/**
 * F25: the listener is connected and hears nothing, as behind a firewall that forgot the connection. The poll delivers within 2 s what
 * other instances write.
 */
import { connect, type Database } from '@guanxi/core/database';
import { asApplication, onBothEngines } from '@guanxi/testing/database';
import { describe, expect, inject, test } from 'vitest';
import { createFeed } from '../../packages/core/src/log/feed.ts';
import { openLog, say, tenantA } from '../../packages/core/src/log/inbox.fixture.ts';

const ROUNDS = 5;
const BOUND_MS = 2_000;
const quiet = { info() {}, warn() {}, error() {} };

onBothEngines('F25 a listener that is stuck', (open, engine) => {
  describe.skipIf(engine === 'embedded')('leaves it to the poll', () => {
    test(`which delivers within ${BOUND_MS} ms`, async () => {
      const writer = await openLog(open);
      const { rows } = await writer.query({ text: 'select current_database()::text as name' });
      const url = (inject('postgresUrl') as string).replace(/\/postgres$/, `/${String(rows[0]?.['name'])}`);
      const reader: Database = await connect({ ...asApplication(url), max: 2 });
      const stuck = { publish: () => new Promise<never>(() => {}), listen: () => new Promise<never>(() => {}), async close() {} };
      const feed = createFeed({ database: async () => reader, wake: stuck, log: quiet });
      let heard = (): void => {};
      await feed.follow({ tenant: tenantA, heard: () => heard(), lost() {} });
      const late: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const arrived = new Promise<void>((resolve) => {
          heard = resolve;
        });
        const began = performance.now();
        await say(writer, 'a.thing.done', [round]);
        await arrived;
        late.push(Math.round(performance.now() - began));
      }
      console.log(`F25: ${ROUNDS} events past a stuck listener, after ${late.join(', ')} ms`);
      expect(Math.max(...late)).toBeLessThan(BOUND_MS);
      await reader.close();
    });
  });
});
