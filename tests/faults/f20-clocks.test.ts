/**
 * F20: three worker processes whose clocks are a day ahead, an hour back and five minutes ahead. What is due is decided by the database's
 * clock: timers ring once and in time, hooks run at once whoever caused them, and each time of a cron job has one run.
 */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type House, openHouse, startWorker } from './worker-process.fixture.ts';

const minute = 60_000;
const skews = [24 * 60 * minute, -60 * minute, 5 * minute];
const RINGS = 10;
const CRON_MS = 2_000;

describe.skipIf(inject('postgresUrl') === null)('F20 clocks that disagree', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(inject('postgresUrl') as string, `f20_${process.pid}`);
  });
  afterAll(() => house.close());

  test('change nothing: one run, at the right time', async () => {
    const { self, customer, commands, environment, notes, database } = house;
    const workers = skews.map((skew) => startWorker({ ...environment, SKEW_MS: String(skew), CRON: `*/${CRON_MS / 1000} * * * * *` }));
    try {
      await Promise.all(workers.map((worker) => worker.until('ready')));
      const start = Date.now();
      const times = Array.from({ length: RINGS }, (_, i) => new Date(start + 2_000 + i * 500));
      for (const [i, at] of times.entries()) await self.run(commands.ringLater, { customer: customer as never, at, key: `k${i}` });
      const rung = await Promise.all(times.map((at) => Promise.any(workers.map((w) => w.until(`begun ring ${at.toISOString()}`)))));
      await Promise.all(skews.map((skew) => Promise.any(workers.map((w) => w.until(`done after ${skew}`)))));
      // A ring is told of before it is committed.
      const left = async () => (await database.query({ text: `select 1 from crm.job where kind in ('TIMER', 'AFTER')` })).rows.length;
      await expect.poll(left, { timeout: 20_000 }).toBe(0);
      await Promise.all(workers.map((worker) => worker.kill()));

      const late = rung.map(({ at }, i) => at - (times[i] as Date).getTime());
      // Not before its time, by the clock of this process and the database alike; how late depends on what else the machine does.
      expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...late)).toBeLessThan(minute);
      const found = await notes();
      const once = (texts: readonly string[]): void => expect(new Set(texts).size).toBe(texts.length);
      const rings = found.filter((text) => text.startsWith('rung'));
      expect([...rings].sort()).toEqual(times.map((at) => `rung ${at.toISOString()}`));
      expect(found.filter((text) => text.startsWith('done')).sort()).toEqual(skews.map((skew) => `done ${skew}`).sort());
      const runs = found
        .filter((text) => text.startsWith('cron'))
        .map((text) => Date.parse(text.slice('cron '.length)))
        .sort((a, b) => a - b);
      once(found);
      expect(runs.length).toBeGreaterThan(1);
      expect(runs.slice(1).map((at, i) => at - (runs[i] as number))).toEqual(runs.slice(1).map(() => CRON_MS));
      const sorted = [...late].sort((a, b) => a - b);
      console.log(
        `F20: clocks a day ahead, an hour back, five minutes ahead: ${rings.length} timers once each, ${sorted[sorted.length >> 1]} ms late in the median and ${sorted.at(-1)} at most; ${skews.length} hooks; ${runs.length} cron runs in a row`,
      );
    } finally {
      await Promise.all(workers.map((worker) => worker.kill()));
    }
  }, 120_000);
});
