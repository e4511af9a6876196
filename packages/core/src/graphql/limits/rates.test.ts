/** Token buckets: what one actor may ask for in a minute, by a clock that stands still until it is moved. */
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../access/actor.ts';
import { GuanxiError } from '../../errors.ts';
import type { RateLimits } from '../../read/kernel.ts';
import { Rates } from './rates.ts';

const limits: RateLimits = { costPerMinute: 600, commandsPerMinute: 60, streamsPerMinute: 6 };
const wang: Actor = { kind: 'staff', tenant: 'a', staffId: '00000000-0000-7000-8000-000000000001', permissions: [] };
const li: Actor = { ...wang, staffId: '00000000-0000-7000-8000-000000000002' };

function bucket(o: RateLimits | null = limits) {
  let now = Date.UTC(2026, 0, 1);
  const rates = new Rates(o, { now: () => new Date(now) });
  return {
    rates,
    wait(seconds: number) {
      now += seconds * 1_000;
    },
  };
}
function refused(ask: () => void): unknown {
  try {
    ask();
    return null;
  } catch (error) {
    return error instanceof GuanxiError ? { code: error.code, ...(error.details as object) } : error;
  }
}

describe('rates', () => {
  test('a minute’s worth at once, then as it fills; who waits as long as they were told is served', () => {
    const { rates, wait } = bucket();
    rates.spend(wang, { costPerMinute: 600 });
    expect(refused(() => rates.spend(wang, { costPerMinute: 30 }))).toEqual({
      code: 'RATE_LIMITED',
      what: 'cost of operations',
      limit: 600,
      retryAfter: 3,
    });
    wait(2);
    expect(refused(() => rates.spend(wang, { costPerMinute: 30 }))).toMatchObject({ retryAfter: 1 });
    wait(1);
    rates.spend(wang, { costPerMinute: 30 });
    wait(3_600);
    expect(refused(() => rates.spend(wang, { costPerMinute: 601 }))).toBeNull();
  });

  test('each kind by itself, and of all or nothing', () => {
    const { rates } = bucket();
    rates.spend(wang, { commandsPerMinute: 60 });
    expect(refused(() => rates.spend(wang, { costPerMinute: 500, commandsPerMinute: 1 }))).toMatchObject({
      what: 'commands',
      retryAfter: 1,
    });
    rates.spend(wang, { costPerMinute: 600 });
    for (let i = 0; i < 6; i += 1) rates.spend(wang, { streamsPerMinute: 1 });
    expect(refused(() => rates.spend(wang, { streamsPerMinute: 1 }))).toMatchObject({
      what: 'subscriptions and live queries',
      retryAfter: 10,
    });
  });

  test('everybody has their own, in every tenant', () => {
    const { rates } = bucket();
    rates.spend(wang, { costPerMinute: 600 });
    rates.spend(li, { costPerMinute: 600 });
    rates.spend({ ...wang, tenant: 'b' }, { costPerMinute: 600 });
    expect(refused(() => rates.admit({ ...wang, permissions: ['*'] }))).toMatchObject({ code: 'RATE_LIMITED' });
  });

  test('what is dearer than a whole bucket takes all of it, and the debt is worked off', () => {
    const { rates, wait } = bucket();
    rates.spend(wang, { costPerMinute: 1_200 });
    expect(refused(() => rates.admit(wang))).toMatchObject({ retryAfter: 61 });
    wait(61);
    rates.admit(wang);
  });

  test('documents that are refused cost something', () => {
    const { rates } = bucket();
    for (let i = 0; i < 6; i += 1) {
      rates.admit(wang);
      rates.charge(wang);
    }
    expect(refused(() => rates.admit(wang))).toMatchObject({ code: 'RATE_LIMITED' });
  });

  test('what does not exist is not limited; nought is never', () => {
    const { rates } = bucket(null);
    for (let i = 0; i < 100; i += 1) rates.spend(wang, { costPerMinute: 1e9, commandsPerMinute: 1e9 });
    expect(rates.size).toBe(0);
    const none = bucket({ ...limits, commandsPerMinute: 0 });
    none.rates.spend(wang, { costPerMinute: 5, commandsPerMinute: 0 });
    expect(refused(() => none.rates.spend(wang, { commandsPerMinute: 1 }))).toMatchObject({ what: 'commands', retryAfter: 60 });
  });

  test('it remembers ten thousand, and a clock that goes back fills nothing', () => {
    const { rates, wait } = bucket();
    for (let i = 0; i < 12_000; i += 1) rates.admit({ ...wang, tenant: `t${i}` });
    expect(rates.size).toBe(10_000);
    rates.spend(wang, { costPerMinute: 600 });
    wait(-3_600);
    expect(refused(() => rates.admit(wang))).toMatchObject({ code: 'RATE_LIMITED' });
  });
});
