import { decimalOf, globalId, type Id, select, sql } from '@guanxi/core';
import { createCustomer, crm, mergeCustomers, recordFact, reverseFact, unmergeCustomers } from '@guanxi/core/crm';
import { describeEngines, type TestActor, type TestEngine } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import {
  accountFields,
  activateEarningRule,
  activateTierScheme,
  defineEarningRule,
  defineTierScheme,
  enrolMember,
  entryFields,
  grantTier,
  joinTierScheme,
  leaveTierScheme,
  loyalty,
  redeemPoints,
  retireTierScheme,
  spellFields,
} from '../index.ts';
import { isSound } from '../testing/sound.fixture.ts';

const cny = (amount: string) => ({ amount: decimalOf(amount), currency: 'CNY' });
const thresholds = (silver: string, gold: string) => [
  { tier: 'BASIC', entry: decimalOf('0') },
  { tier: 'SILVER', entry: decimalOf(silver), keep: decimalOf('80') },
  { tier: 'GOLD', entry: decimalOf(gold) },
];
const year = { basis: 'SPEND', currency: 'CNY', period: 'CALENDAR_YEAR' } as const;

describeEngines('tiers of members', { plugins: [crm(), loyalty()], start: '2026-03-02T01:00:00.000Z' }, (t) => {
  let house: TestEngine<never>;
  let clerk: TestActor<never>;
  let scheme: Id<'LoyaltyScheme'>;
  let made = 0;
  beforeAll(async () => {
    house = t() as never;
    clerk = (await t().staff()) as never;
    ({ scheme } = await clerk.run(defineTierScheme, { name: 'Club', ...year, tiers: thresholds('100', '500') }));
    await clerk.run(activateTierScheme, { scheme });
    const base = { kind: 'BASE', rate: decimalOf('1'), currency: 'CNY', validFrom: new Date('2026-01-01T00:00:00Z') } as const;
    const { rule } = await clerk.run(defineEarningRule, { name: 'One a yuan', ...base });
    await clerk.run(activateEarningRule, { rule, retroactive: true });
    const bonus = { kind: 'BONUS', rate: decimalOf('0.5'), currency: 'CNY', validFrom: base.validFrom, tiers: ['GOLD'] } as const;
    const gold = await clerk.run(defineEarningRule, { name: 'Half more for gold', ...bonus, tiers: ['GOLD'] });
    await clerk.run(activateEarningRule, { rule: gold.rule, retroactive: true });
  });
  const firm = async () => {
    made += 1;
    return (await clerk.run(createCustomer, { name: `会员 ${made}`, kind: 'PERSON', confirmNew: true })).customer;
  };
  const member = async () => {
    const customer = await firm();
    const { account } = await clerk.run(enrolMember, { customer, since: new Date('2026-01-01T00:00:00Z') });
    return { customer, account };
  };
  const buy = async (customer: Id<'Customer'>, amount: string, day: string, o: object = {}) => {
    made += 1;
    const at = new Date(`${day}T04:00:00Z`);
    return (await clerk.run(recordFact, { customer, at, value: cny(amount), sourcePlugin: 'till', sourceRef: `S-${made}`, ...o })).fact;
  };
  const state = async (customer: Id<'Customer'>) => {
    const [row] = await clerk.read(select(accountFields, { points: true, debt: true, tier: true }), {
      where: (a) => sql`${a.customerId} = ${customer}`,
    });
    return row && `${row.tier} ${row.points} ${row.debt}`;
  };
  const ask = async (document: string, variables: object) => {
    const answer = await clerk.execute(document, variables as never);
    expect(answer.errors).toBeUndefined();
    return answer.data as Record<string, unknown>;
  };

  test('LOY-02 spending earns points and reaches tiers at once; the next purchase earns by the tier', async () => {
    const { customer } = await member();
    await buy(customer, '99.99', '2026-02-01');
    expect(await state(customer)).toBe('BASIC 99 0');
    await buy(customer, '400.01', '2026-02-02');
    expect(await state(customer)).toBe('GOLD 499 0');
    await buy(customer, '10', '2026-02-03');
    expect(await state(customer)).toBe('GOLD 514 0');
    await isSound(house.database);
  });

  test('LOY-01 a late fact changes what later ones have earned, by adjusting entries', async () => {
    const { customer } = await member();
    await buy(customer, '100', '2026-02-10');
    expect(await state(customer)).toBe('SILVER 100 0');
    await buy(customer, '500', '2026-02-01');
    expect(await state(customer)).toBe('GOLD 650 0');
    const entries = await clerk.read(select(entryFields, { kind: true, points: true, reason: true }), {
      where: (e) => sql`${e.customerId} = ${customer}`,
    });
    expect(entries.map((e) => `${e.kind} ${e.points} ${e.reason}`).sort()).toEqual([
      'ADJUST 50 RECALCULATED',
      'EARN 100 null',
      'EARN 500 null',
    ]);
    await isSound(house.database);
  });

  test('LOY-01 refuses a double earn for one order: told twice by its source it is earned once', async () => {
    const { customer } = await member();
    const told = {
      customer,
      at: new Date('2026-02-01T04:00:00Z'),
      value: cny('50'),
      sourcePlugin: 'till',
      sourceRef: `order-${made}`,
      orderRef: 'SO-1',
    };
    await clerk.run(recordFact, told, { key: `k${made}` });
    await clerk.run(recordFact, told, { key: `k${made}` });
    expect(await clerk.refused(recordFact, told)).toBe('DUPLICATE');
    expect(await state(customer)).toBe('BASIC 50 0');
  });

  test('LOY-01 a reversed fact takes back exactly what it earned, also of lots that were partly spent; what is gone is owed', async () => {
    const { customer, account } = await member();
    const fact = await buy(customer, '90', '2026-02-01');
    await buy(customer, '5', '2026-02-02');
    await clerk.run(redeemPoints, { account, points: 60 });
    const at = new Date('2026-02-03T04:00:00Z');
    await clerk.run(reverseFact, { fact, amount: cny('20'), at });
    expect(await state(customer)).toBe('BASIC 15 0');
    await clerk.run(reverseFact, { fact, at });
    expect(await state(customer)).toBe('BASIC 0 55');
    await buy(customer, '60', '2026-02-20');
    expect(await state(customer)).toBe('BASIC 5 0');
    await isSound(house.database);
  });

  test('LOY-02 nextTier says what is missing, whyTier the facts that made it, the forecast what comes', async () => {
    const { customer } = await member();
    await buy(customer, '60', '2026-02-01', { orderRef: 'A' });
    await buy(customer, '60', '2026-02-02', { orderRef: 'B' });
    const id = globalId('cus', customer);
    const { nextTier, whyTier, tierForecast } = await ask(
      `query ($id: ID!) { nextTier(customer: $id) { tier missing basis currency until }
        whyTier(customer: $id) { tier cause basis total entry facts { counts fact { orderRef } } }
        tierForecast(customer: $id) { at counted projected ifNothingMore atThisPace } }`,
      { id },
    );
    expect(nextTier).toEqual({ tier: 'GOLD', missing: '380.0000', basis: 'SPEND', currency: 'CNY', until: '2026-12-31T16:00:00.000Z' });
    expect(whyTier).toEqual({
      tier: 'SILVER',
      cause: 'UPGRADE',
      basis: 'SPEND',
      total: '120.0000',
      entry: '100.0000',
      facts: [
        { counts: '60.0000', fact: { orderRef: 'A' } },
        { counts: '60.0000', fact: { orderRef: 'B' } },
      ],
    });
    expect(tierForecast).toMatchObject({
      at: '2026-12-31T16:00:00.000Z',
      counted: '120.0000',
      ifNothingMore: 'SILVER',
      atThisPace: 'GOLD',
    });
  });

  test('customers are filtered and sorted by tier and balance, and members are counted', async () => {
    const { customer } = await member();
    await buy(customer, '5000', '2026-02-01');
    const { customers, loyaltyAccountsAggregate } = await ask(
      `{ customers(where: { loyalty: { tier: { eq: GOLD }, points: { gte: 5000 } } }, orderBy: [{ loyalty: { points: DESC } }]) {
          totalCount nodes { loyalty { tier points available } } }
        loyaltyAccountsAggregate(groupBy: [{ field: TIER }]) { group { tier } count sum { points } } }`,
      {},
    );
    expect(customers).toEqual({ totalCount: 1, nodes: [{ loyalty: { tier: 'GOLD', points: 5000, available: 5000 } }] });
    expect(loyaltyAccountsAggregate).toContainEqual(expect.objectContaining({ group: { tier: 'GOLD' } }));
  });

  test('LOY-02 refuses thresholds that do not strictly rise', async () => {
    const define = (tiers: ReturnType<typeof thresholds>) => clerk.refused(defineTierScheme, { name: 'x', ...year, tiers });
    expect(await define(thresholds('500', '500'))).toBe('LOYALTY_THRESHOLDS_NOT_RISING');
    expect(await define(thresholds('600', '500'))).toBe('LOYALTY_THRESHOLDS_NOT_RISING');
    expect(await define(thresholds('70', '500'))).toBe('LOYALTY_KEEP_ABOVE_ENTRY');
    expect(await define([{ tier: 'BASIC', entry: decimalOf('1') }])).toBe('LOYALTY_LOWEST_NOT_FREE');
    expect(await define([...thresholds('100', '500'), { tier: 'GOLD', entry: decimalOf('900') }])).toBe('LOYALTY_TIER_TWICE');
    expect(await clerk.refused(defineTierScheme, { name: 'x', ...year, period: 'ROLLING', tiers: thresholds('100', '500') })).toBe(
      'LOYALTY_SCHEME_INCOMPLETE',
    );
  });

  test('LOY-02 refuses two schemes active for one customer', async () => {
    const { customer, account } = await member();
    const other = await clerk.run(defineTierScheme, {
      name: 'Other',
      basis: 'ORDERS',
      period: 'CALENDAR_YEAR',
      tiers: thresholds('100', '500'),
    });
    expect(await clerk.refused(joinTierScheme, { account, scheme: other.scheme })).toBe('LOYALTY_SCHEME_NOT_ACTIVE');
    await clerk.run(activateTierScheme, { scheme: other.scheme });
    expect(await clerk.refused(joinTierScheme, { account, scheme: other.scheme })).toBe('LOYALTY_TWO_SCHEMES');
    expect(await clerk.refused(enrolMember, { customer, scheme: other.scheme })).toBe('LOYALTY_TWO_SCHEMES');
    await clerk.run(leaveTierScheme, { account });
    expect(await state(customer)).toBe('null 0 0');
    expect(await clerk.refused(leaveTierScheme, { account })).toBe('LOYALTY_NOT_IN_SCHEME');
    await clerk.run(joinTierScheme, { account, scheme: other.scheme });
    expect(await state(customer)).toBe('BASIC 0 0');
    await clerk.run(retireTierScheme, { scheme: other.scheme });
    expect(await clerk.refused(activateTierScheme, { scheme: other.scheme })).toBe('LOYALTY_SCHEME_NOT_DRAFT');
  });

  test('LOY-02 refuses a manual tier without expiry, without reason, and one that lifts nobody', async () => {
    const { customer, account } = await member();
    const until = new Date('2026-06-01T00:00:00Z');
    expect(await clerk.refused(grantTier, { account, tier: 'GOLD', reason: 'Guest of honour' })).toBe('LOYALTY_MANUAL_WITHOUT_END');
    expect(await clerk.refused(grantTier, { account, tier: 'GOLD', until: t().clock.now(), reason: 'x' })).toBe(
      'LOYALTY_MANUAL_WITHOUT_END',
    );
    expect(await clerk.refused(grantTier, { account, tier: 'GOLD', until, reason: ' ' })).toBe('BAD_INPUT');
    expect(await clerk.refused(grantTier, { account, tier: 'BASIC', until, reason: 'x' })).toBe('LOYALTY_MANUAL_NOT_HIGHER');
    expect(await clerk.refused(grantTier, { account, tier: 'DIAMOND', until, reason: 'x' })).toBe('LOYALTY_TIER_NOT_IN_SCHEME');
    await clerk.run(grantTier, { account, tier: 'GOLD', until, reason: 'Guest of honour' });
    expect(await state(customer)).toBe('GOLD 0 0');
  });

  test('LOY-02 the clock alone ends what was given by hand, and at the end of the period what was not kept', async () => {
    const before = t().clock.now();
    const { customer, account } = await member();
    await buy(customer, '120', '2026-02-01');
    await clerk.run(grantTier, { account, tier: 'GOLD', until: new Date('2026-06-01T00:00:00Z'), reason: 'Guest of honour' });
    await t().workOff();
    for (const [at, tier] of [
      ['2026-06-01T00:10:00Z', 'SILVER'],
      ['2027-06-01T00:10:00Z', 'SILVER'],
      ['2028-01-01T00:10:00Z', 'BASIC'],
    ] as const) {
      t().clock.set(at);
      await t().workOff();
      expect([at, await state(customer)]).toEqual([at, `${tier} 120 0`]);
    }
    const spells = await clerk.read(select(spellFields, { tier: true, cause: true, startsAt: true }), {
      where: (s) => sql`${s.customerId} = ${customer}`,
      direction: 'ASC',
      orderBy: 'startsAt',
    });
    expect(spells.map((s) => `${s.tier} ${s.cause}`)).toEqual([
      'BASIC ENTRY',
      'SILVER UPGRADE',
      'GOLD MANUAL',
      'SILVER MANUAL_ENDED',
      'BASIC DOWNGRADE',
    ]);
    t().clock.set(before);
  });

  test('members who are merged have their purchases together, and the tier that these make; each their own when it is undone', async () => {
    const [kept, given] = [await member(), await member()];
    await buy(kept.customer, '300', '2026-02-01');
    await buy(given.customer, '250', '2026-02-02');
    await clerk.run(mergeCustomers, { survivor: kept.customer, duplicate: given.customer });
    expect([await state(kept.customer), await state(given.customer)]).toEqual(['GOLD 550 0', 'null 0 0']);
    await clerk.run(unmergeCustomers, { duplicate: given.customer, reviewed: true });
    expect([await state(kept.customer), await state(given.customer)]).toEqual(['SILVER 300 0', 'SILVER 250 0']);
    await isSound(house.database);
  });
});
