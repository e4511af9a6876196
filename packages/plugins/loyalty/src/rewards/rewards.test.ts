import { select, sql } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import { entryFields, loyalty, redemptionFields, rewardFields } from '../index.ts';
import { house } from '../testing/house.fixture.ts';
import { isSound } from '../testing/sound.fixture.ts';
import { cancelRedemption, confirmRedemption, reserveReward } from './redemption-commands.ts';
import { defineReward, updateReward } from './reward-commands.ts';

describeEngines('rewards', { plugins: [crm(), loyalty()] }, (t, engine) => {
  const shop = house(t as never);
  beforeAll(() => shop.open());
  const define = async (o: object = {}) => (await shop.clerk().run(defineReward, { name: 'Tea set', price: 100, ...o })).reward;
  const stock = async (reward: never) => (await shop.clerk().read(select(rewardFields, { stock: true }), { id: reward }))[0]?.stock;
  const state = async (id: never) => (await shop.clerk().read(select(redemptionFields, { state: true, reason: true }), { id }))[0];

  test('a reward is reserved against points that are held, and confirmed', async () => {
    const reward = await define({ stock: 2 });
    const { customer, account } = await shop.member(250);
    const { redemption } = await shop.clerk().run(reserveReward, { account, reward });
    expect([await shop.points(customer), await stock(reward as never)]).toEqual([150, 1]);
    await shop.clerk().run(updateReward, { reward, set: { price: 999 } });
    await shop.clerk().run(confirmRedemption, { redemption });
    expect(await state(redemption as never)).toMatchObject({ state: 'CONFIRMED' });
    expect([await shop.points(customer), await stock(reward as never)]).toEqual([150, 1]);
    expect(await shop.clerk().refused(cancelRedemption, { redemption })).toBe('LOYALTY_REDEMPTION_DECIDED');
    await isSound(t().database);
  });

  test('what is cancelled comes back with the time it had, and into the stock', async () => {
    const reward = await define({ stock: 1 });
    const { customer, account } = await shop.member(100);
    const { redemption } = await shop.clerk().run(reserveReward, { account, reward });
    await shop.clerk().run(cancelRedemption, { redemption, reason: 'Broken' });
    expect([await shop.points(customer), await stock(reward as never)]).toEqual([100, 1]);
    expect(await shop.clerk().refused(confirmRedemption, { redemption })).toBe('LOYALTY_REDEMPTION_DECIDED');
    const entries = await shop
      .clerk()
      .read(select(entryFields, { kind: true, points: true }), { where: (e) => sql`${e.customerId} = ${customer}` });
    expect(entries.map((e) => `${e.kind} ${e.points}`).sort()).toEqual(['EARN 100', 'REDEEM -100', 'REVERSE 100']);
    await isSound(t().database);
  });

  test('what nobody confirms in time is given up by the clock', async () => {
    const reward = await define({ stock: 1 });
    const { customer, account } = await shop.member(100);
    const { redemption } = await shop.clerk().run(reserveReward, { account, reward });
    const before = t().clock.now();
    t().clock.advance('PT71H');
    await t().workOff();
    expect(await state(redemption as never)).toMatchObject({ state: 'RESERVED' });
    t().clock.advance('PT1H');
    await t().workOff();
    expect(await state(redemption as never)).toMatchObject({ state: 'CANCELLED', reason: 'EXPIRED' });
    expect([await shop.points(customer), await stock(reward as never)]).toEqual([100, 1]);
    t().clock.set(before);
  });

  test('refuses what is not there, not yet or no longer, for other tiers, or too dear', async () => {
    const { account } = await shop.member(50);
    const reserve = (reward: never) => shop.clerk().refused(reserveReward, { account, reward });
    expect(await reserve((await define({ stock: 0 })) as never)).toBe('LOYALTY_OUT_OF_STOCK');
    expect(await reserve((await define({ availableFrom: new Date('2027-01-01T00:00:00Z') })) as never)).toBe(
      'LOYALTY_REWARD_NOT_AVAILABLE',
    );
    expect(await reserve((await define({ tiers: ['GOLD'] })) as never)).toBe('LOYALTY_REWARD_NOT_FOR_TIER');
    expect(await reserve((await define()) as never)).toBe('LOYALTY_TOO_FEW_POINTS');
    const early = { name: 'x', price: 1, availableUntil: new Date('2020-01-01T00:00:00Z') };
    expect(await shop.clerk().refused(defineReward, early)).toBe('LOYALTY_REWARD_SPAN');
  });

  test('of the last three, three of those who want one at once get one', { timeout: 120_000 }, async () => {
    const reward = await define({ stock: 3 });
    const members: Awaited<ReturnType<typeof shop.member>>[] = [];
    for (let i = 0; i < (engine === 'postgres' ? 12 : 6); i += 1) members.push(await shop.member(100));
    const outcomes = await Promise.all(members.map(({ account }) => shop.clerk().attempt(reserveReward, { account, reward })));
    expect(outcomes.filter((o) => o.ok)).toHaveLength(3);
    expect(new Set(outcomes.flatMap((o) => (o.ok ? [] : o.errors.map((e) => e.code))))).toEqual(new Set(['LOYALTY_OUT_OF_STOCK']));
    expect(await stock(reward as never)).toBe(0);
    await isSound(t().database);
  });
});
