/** The worker in the background: woken by commits, exact to its clock, several of them over one table, ended in order (F18, F19). */
import { createEngine, type Engine } from '@guanxi/core';
import { addNote, createCustomer, crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Behaviour, desk, idle, signal } from './desk.fixture.ts';
import { pauseAfter } from './failure.ts';

const behaviour: Behaviour = { ...idle };
const { plugin, ringLater } = desk(behaviour);
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A promise and what settles it. */
function signalled<T = void>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

test('pauses grow twofold up to a limit, and chance takes off up to half', () => {
  const o = { pauseMs: 1_000, maxPauseMs: 60_000, random: () => 0 };
  expect([0, 1, 2, 3, 10].map((attempts) => pauseAfter(attempts, o))).toEqual([1_000, 2_000, 4_000, 8_000, 60_000]);
  expect(pauseAfter(1, { ...o, random: () => 1 })).toBe(1_000);
});

describeEngines('the worker', { plugins: [crm(), plugin] }, (world) => {
  const engines: Engine[] = [];
  beforeEach(() => void Object.assign(behaviour, idle));
  afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.close())));

  /** An engine of its own over the same database, by the database's clock. */
  const another = async (worker: Parameters<typeof createEngine>[0]['worker'] = {}) => {
    const engine = createEngine({
      plugins: [crm(), plugin],
      database: world().database,
      logger: quiet,
      worker: { pauseMs: 1, ...worker },
    }) as unknown as Engine;
    engines.push(engine);
    return engine;
  };
  const house = async (engine: Engine, customers = 1) => {
    const { tenant } = await world().another();
    const self = engine.as({ kind: 'service', name: 'test', tenant: tenant.id, permissions: ['*'] });
    const made: string[] = [];
    for (let i = 0; i < customers; i += 1) {
      const outcome = await self.run(createCustomer, { kind: 'ORGANISATION', name: `C${i}` });
      if (outcome.ok) made.push(outcome.value.customer);
    }
    const say = (text: string, of = 0) => self.run(signal, { customer: made[of] as never, text });
    return { tenant: tenant.id, self, customers: made, say };
  };

  test('is woken by what its own engine commits, without waiting for its next look', async () => {
    const engine = await another({ pollMs: 600_000 });
    engine.start();
    engine.start();
    const { say } = await house(engine);
    const heard = signalled<string>();
    behaviour.after = async (_, { data }) => heard.resolve(data.text);
    await say('now');
    expect(await heard.promise).toBe('now');
  });

  test('finds by itself what another instance leaves', async () => {
    const [one, two] = [await another(), await another({ pollMs: 20 })];
    two.start();
    const { say } = await house(one);
    const heard = signalled<string>();
    behaviour.after = async (_, { data }) => heard.resolve(data.text);
    await say('there');
    expect(await heard.promise).toBe('there');
  });

  test('without work leaves it to others', async () => {
    const engine = await another({ pollMs: 5 });
    engine.start({ work: false });
    const { say } = await house(engine);
    let heard = 0;
    behaviour.after = async () => {
      heard += 1;
    };
    await say('later');
    expect(heard).toBe(0);
    expect(await engine.workOff()).toMatchObject({ failed: 0 });
    expect(heard).toBe(1);
  });

  test('rings at the time of the database, not before', async () => {
    const engine = await another();
    engine.start();
    const { self, customers } = await house(engine);
    const rung = signalled<number>();
    behaviour.ring = async (_, { at }) => rung.resolve(Date.now() - at.getTime());
    await self.run(ringLater, { customer: customers[0] as never, at: new Date(Date.now() + 700), key: 'k' });
    expect(await rung.promise).toBeGreaterThanOrEqual(0);
  });

  test('does no more at once than it may: in all, of a tenant, of a plugin', async () => {
    for (const [limits, most] of [
      [{ concurrency: 2 }, 2],
      [{ perTenant: 3 }, 3],
      [{ perPlugin: 4 }, 4],
    ] as const) {
      const engine = await another(limits);
      const { say, customers } = await house(engine, 6);
      let [now, peak] = [0, 0];
      const full = signalled();
      const go = signalled();
      behaviour.after = async () => {
        now += 1;
        peak = Math.max(peak, now);
        if (now === most) full.resolve();
        await go.promise;
        now -= 1;
      };
      for (const of of customers.keys()) await say('one', of);
      const done = engine.workOff();
      await full.promise;
      go.resolve();
      await done;
      expect(peak).toBe(most);
    }
  });

  test('ends in order: what is begun is finished, nothing else is begun', async () => {
    const engine = await another({ concurrency: 1 });
    const { say, customers, tenant } = await house(engine, 3);
    const begun = signalled();
    const go = signalled();
    const heard: string[] = [];
    behaviour.after = async (scope, { subject, data }) => {
      begun.resolve();
      await go.promise;
      await scope.run(addNote, { customer: subject, text: data.text });
      heard.push(data.text);
    };
    for (const of of customers.keys()) await say(`n${of}`, of);
    engine.start();
    await begun.promise;
    const closed = engine.close();
    go.resolve();
    await closed;
    expect(heard).toEqual(['n0']);
    const left = async (): Promise<unknown> =>
      (
        await world().database.query({
          text: 'select count(*)::int as left from crm.job where tenant_id = $1 and not (leased_by is not null)',
          params: [tenant],
        })
      ).rows[0]?.['left'];
    // Two hooks on each event: of three events one hook was heard.
    expect(await left()).toBe(5);
  });

  test('an operation that is broken off by the end of its worker goes on at the next', async () => {
    const { count } = desk(behaviour);
    const engine = await another({ concurrency: 1 });
    const { self, customers } = await house(engine);
    const begun = signalled();
    const go = signalled();
    const seen: number[] = [];
    behaviour.each = async (_, items) => {
      seen.push(...items);
      begun.resolve();
      await go.promise;
    };
    await self.run(count, { customer: customers[0] as never, upTo: 10 });
    engine.start();
    await begun.promise;
    const closed = engine.close();
    go.resolve();
    await closed;
    expect(seen).toEqual([1, 2, 3, 4]);
    const next = await another();
    await next.workOff();
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});
