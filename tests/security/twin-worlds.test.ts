/**
 * A01: two databases that differ only in what an actor must not see answer that actor byte for byte alike. What is asked is made up from the
 * schema, so that a new plugin is covered without a new test. 2,000 questions in CI, 350 elsewhere; GUANXI_TWIN_RUNS and GUANXI_SEED say otherwise.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onBothEngines } from '../../packages/testing/src/database.ts';
import { castNames, castOf } from './cast.ts';
import { deeds } from './deeds.ts';
import { devices } from './devices.ts';
import { exportsOfAll } from './exports.ts';
import { Ledger } from './ledger.ts';
import { lives, subscriptions } from './listening.ts';
import { type Pair, pairs } from './pair.ts';
import { pages, questions, relations, viewsNow } from './questions.ts';

const runs = Number(process.env['GUANXI_TWIN_RUNS'] ?? (process.env['CI'] === 'true' ? 2_000 : 350));
const seed = Number(process.env['GUANXI_SEED'] ?? Date.now() % 1_000_000_000);
const each = Math.ceil(runs / castNames.length);
/** Long only where the machine is busy. */
const slow = { timeout: 600_000 };

onBothEngines('twin worlds', (open, engine) => {
  const pairFor = pairs(open);
  const total = new Ledger();
  /** Told at the end: a test that is only refused proves nothing. */
  const least = { query: 0.3, page: 0.9, file: 0.5, pull: 0.5, subscription: 0.02, 'live query': 0.1, mutation: 0.1 };
  afterAll(() => console.log(`A01 ${engine}, seed ${seed}: ${total.told()}`));

  describe.each(castNames)('%s', (name) => {
    // Others are asked other things.
    const mine = seed + castNames.indexOf(name) * 1_000;
    let pair: Pair;
    beforeAll(async () => {
      pair = await pairFor((past) => castOf(past.tenant, past.people)[name]);
    }, 600_000);
    afterAll(() => pair.close());

    test('A01 differ in what is hidden, and in nothing that plain lists show', () => {
      expect(pair.view).toBe(pair.hidden.view);
      expect(pair.altered.values).toBeGreaterThan(1_000);
      for (const count of [pair.altered.doubled, pair.altered.gone, pair.altered.foreign]) expect(count).toBeGreaterThan(20);
      console.log(`${engine}, ${name}: ${JSON.stringify(pair.altered)}`);
    });

    test(`A01 ${each} questions, seed ${seed}`, slow, async () => {
      const ledger = new Ledger(total);
      await questions(pair, ledger, each, mine);
      // A third and more are, as a rule; of fifty questions, by chance, a fourth.
      expect(ledger.share('query')).toBeGreaterThan(each >= 200 ? 0.25 : 0.15);
    });

    test('A01 every list, page by page in both directions', slow, async () => {
      const ledger = new Ledger(total);
      await pages(pair, ledger);
      expect(ledger.share('page')).toBeGreaterThan(0.5);
    });

    test('A01 every relation as a filter', slow, async () => {
      const ledger = new Ledger(total);
      await relations(pair, ledger);
      expect(ledger.cases('relation')).toBeGreaterThan(10);
    });

    test('A01 every list as a file', slow, () => exportsOfAll(pair, new Ledger(total)));

    test('A01 what a device is sent', slow, () => devices(pair, new Ledger(total)));

    test('A01 what is told again and live', slow, async () => {
      const ledger = new Ledger(total);
      await subscriptions(pair, ledger, Math.ceil(each / 12), mine);
      await lives(pair, ledger, Math.ceil(each / 25), mine);
    });

    test('A01 commands with ids of what is hidden, gone or another tenant’s, and everything again after them', slow, async () => {
      const ledger = new Ledger(total);
      await deeds(pair, ledger, Math.ceil(each / 2), mine);
      const [a, b] = await viewsNow(pair);
      expect(b).toBe(a);
      await questions(pair, ledger, Math.ceil(each / 4), mine + 1);
    });
  });

  test('A01 much of what was asked was answered with data', () => {
    for (const [kind, share] of Object.entries(least)) expect([kind, total.share(kind) >= share]).toEqual([kind, true]);
  });
});
