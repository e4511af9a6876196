import { type Id, select, sql } from '@guanxi/core';
import { createCustomer, crm, mergeCustomers, unmergeCustomers } from '@guanxi/core/crm';
import { describeEngines, type TestActor } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import { accountFields, adjustPoints, awardPoints, entryFields, lotFields, loyalty, redeemPoints, transferPoints } from '../index.ts';
import { isSound } from '../testing/sound.fixture.ts';

describeEngines('the ledger', { plugins: [crm(), loyalty()] }, (t, engine) => {
  let clerk: TestActor<never>;
  let made = 0;
  beforeAll(async () => {
    clerk = (await t().staff()) as never;
  });
  const member = async (...points: number[]) => {
    made += 1;
    const { customer } = await clerk.run(createCustomer, { name: `会员 ${made}`, kind: 'PERSON', confirmNew: true });
    let account = '' as Id<'LoyaltyAccount'>;
    for (const [i, some] of points.entries())
      ({ account } = await clerk.run(awardPoints, { customer, points: some, reason: 'Welcome', key: `${customer} ${i}` }));
    return { customer, account };
  };
  const accountOf = async (customer: Id<'Customer'>) =>
    (
      await clerk.read(select(accountFields, { points: true, available: true, debt: true, status: true }), {
        where: (a) => sql`${a.customerId} = ${customer}`,
      })
    )[0];
  const entriesOf = (customer: Id<'Customer'>) =>
    clerk.read(select(entryFields, { kind: true, points: true, reason: true }), {
      where: (e) => sql`${e.customerId} = ${customer}`,
      orderBy: 'id',
      direction: 'ASC',
    });
  test('LOY-01 points are redeemed, and the balance is the sum of the ledger', async () => {
    const { customer, account } = await member(100, 50);
    expect(await clerk.run(redeemPoints, { account, points: 120, reason: 'Voucher' })).toMatchObject({ remaining: 30 });
    expect(await accountOf(customer)).toMatchObject({ points: 30, available: 30 });
    expect((await entriesOf(customer)).map((e) => `${e.kind} ${e.points}`)).toEqual(['EARN 100', 'EARN 50', 'REDEEM -120']);
    await isSound(t().database);
  });

  test('LOY-01 refuses a negative balance', async () => {
    const { customer, account } = await member(100);
    expect(await clerk.refused(redeemPoints, { account, points: 101 })).toBe('LOYALTY_TOO_FEW_POINTS');
    expect(await clerk.refused(adjustPoints, { account, points: -101, reason: 'Mistake' })).toBe('LOYALTY_TOO_FEW_POINTS');
    expect(await accountOf(customer)).toMatchObject({ points: 100 });
  });

  test('LOY-01 refuses fractional points', async () => {
    const { account } = await member(100);
    expect(await clerk.refused(redeemPoints, { account, points: 1.5 })).toBe('BAD_INPUT');
    expect(await clerk.refused(adjustPoints, { account, points: 0.1, reason: 'Mistake' })).toBe('BAD_INPUT');
  });

  test('LOY-01 refuses adjusting without reason, and by nothing', async () => {
    const { account } = await member(100);
    for (const reason of ['', '  ']) expect(await clerk.refused(adjustPoints, { account, points: 5, reason })).toBe('BAD_INPUT');
    expect(await clerk.refused(adjustPoints, { account, points: 0, reason: 'Mistake' })).toBe('LOYALTY_ADJUST_NOTHING');
    await clerk.run(adjustPoints, { account, points: 5, reason: 'Goodwill' });
    await clerk.run(adjustPoints, { account, points: -15, reason: 'Booked twice' });
    await isSound(t().database);
  });

  test('LOY-01 refuses redeeming expired points, which are written off the night after', async () => {
    const house = await t().another({ zone: 'Asia/Shanghai' });
    const till = (await house.staff()) as unknown as TestActor<never>;
    const { customer } = await till.run(createCustomer, { name: '过期会员', kind: 'PERSON' });
    const { account } = await till.run(awardPoints, { customer, points: 40, reason: 'Welcome', key: 'w' });
    const at = house.clock.now();
    house.clock.set('2028-01-05T16:00:00.000Z');
    const seen = () => till.read(select(accountFields, { points: true, available: true }), { id: account });
    expect(await seen()).toMatchObject([{ points: 40, available: 0 }]);
    expect(await till.refused(redeemPoints, { account, points: 10 })).toBe('LOYALTY_POINTS_EXPIRED');
    expect(await till.refused(redeemPoints, { account, points: 50 })).toBe('LOYALTY_TOO_FEW_POINTS');
    await house.workOff();
    house.clock.advance('P1D');
    await house.workOff();
    expect(await seen()).toMatchObject([{ points: 0, available: 0 }]);
    const kinds = await till.read(select(entryFields, { kind: true, points: true }), { where: (e) => sql`${e.customerId} = ${customer}` });
    expect(kinds.map((e) => `${e.kind} ${e.points}`).sort()).toEqual(['EARN 40', 'EXPIRE -40']);
    house.clock.set(at);
    await isSound(t().database);
  });

  test('points are transferred with the time they have; not to oneself', async () => {
    const giver = await member(100);
    const taker = await member(10);
    await clerk.run(transferPoints, { from: giver.account, to: taker.account, points: 60, reason: 'Family' });
    expect([(await accountOf(giver.customer))?.points, (await accountOf(taker.customer))?.points]).toEqual([40, 70]);
    const lots = await clerk.read(select(lotFields, { expiresAt: true }), { where: (l) => sql`${l.customerId} = ${taker.customer}` });
    expect(new Set(lots.map((l) => l.expiresAt?.getTime())).size).toBe(1);
    expect(await clerk.refused(transferPoints, { from: giver.account, to: giver.account, points: 1 })).toBe('LOYALTY_TRANSFER_TO_SELF');
    expect(await clerk.refused(transferPoints, { from: giver.account, to: taker.account, points: 41 })).toBe('LOYALTY_TOO_FEW_POINTS');
    await isSound(t().database);
  });

  test('members who are merged have their points together, and each their own when it is undone', async () => {
    const kept = await member(100);
    const given = await member(30, 20);
    await clerk.run(mergeCustomers, { survivor: kept.customer, duplicate: given.customer });
    expect(await accountOf(kept.customer)).toMatchObject({ points: 150, status: 'ACTIVE' });
    expect(await accountOf(given.customer)).toMatchObject({ points: 0, status: 'MERGED' });
    expect(await entriesOf(kept.customer)).toHaveLength(3);
    expect(await clerk.refused(redeemPoints, { account: given.account, points: 1 })).toBe('LOYALTY_MEMBER_MERGED');
    expect(await clerk.refused(awardPoints, { customer: given.customer, points: 1, reason: 'x', key: 'late' })).toBe(
      'LOYALTY_MEMBER_MERGED',
    );
    await clerk.run(redeemPoints, { account: kept.account, points: 110 });
    await isSound(t().database);
    await clerk.run(unmergeCustomers, { duplicate: given.customer, reviewed: true });
    expect([(await accountOf(kept.customer))?.points, (await accountOf(given.customer))?.points]).toEqual([0, 40]);
    await isSound(t().database);
  });

  test('a member merged into a customer who is none makes them a member, until it is undone', async () => {
    const { customer: survivor } = await clerk.run(createCustomer, { name: '非会员', kind: 'PERSON', confirmNew: true });
    const given = await member(30);
    await clerk.run(mergeCustomers, { survivor, duplicate: given.customer });
    expect(await accountOf(survivor)).toMatchObject({ points: 30 });
    await clerk.run(unmergeCustomers, { duplicate: given.customer });
    expect(await accountOf(survivor)).toBeUndefined();
    expect(await accountOf(given.customer)).toMatchObject({ points: 30, status: 'ACTIVE' });
    await isSound(t().database);
  });

  test('LOY-01 fifty who redeem at once spend no more than there is', { timeout: 120_000 }, async () => {
    const { customer, account } = await member(100, 100, 45);
    const outcomes = await Promise.all(
      Array.from({ length: engine === 'postgres' ? 50 : 30 }, (_, i) => clerk.attempt(redeemPoints, { account, points: 7 + (i % 5) })),
    );
    const spent = outcomes.reduce((sum, o, i) => sum + (o.ok ? 7 + (i % 5) : 0), 0);
    expect(outcomes.some((o) => !o.ok)).toBe(true);
    expect(outcomes.flatMap((o) => (o.ok ? [] : o.errors.map((e) => e.code))).every((code) => code === 'LOYALTY_TOO_FEW_POINTS')).toBe(
      true,
    );
    expect(await accountOf(customer)).toMatchObject({ points: 245 - spent });
    expect(245 - spent).toBeLessThan(11);
    await isSound(t().database);
  });
});
