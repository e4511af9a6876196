import { type Id, select, sql } from '@guanxi/core';
import { createCustomer, crm } from '@guanxi/core/crm';
import { describeEngines, type TestActor } from '@guanxi/testing';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { accountFields, awardPoints, enrolMember, entryFields, loyalty } from '../index.ts';

describeEngines('awards', { plugins: [crm(), loyalty()] }, (t) => {
  let clerk: TestActor<never>;
  let customer: Id<'Customer'>;
  let names = 0;
  beforeAll(async () => {
    clerk = (await t().staff()) as never;
  });
  beforeEach(async () => {
    names += 1;
    ({ customer } = await clerk.run(createCustomer, { name: `会员 ${names}`, kind: 'PERSON', confirmNew: true }));
  });
  const award = (o: object = {}) => ({ customer, points: 200, reason: 'Suggestion taken up', key: `case-${names}`, ...o });
  const balance = async () => {
    const [account] = await clerk.read(select(accountFields, { points: true, available: true, debt: true }), {
      where: (a) => sql`${a.customerId} = ${customer}`,
    });
    return account;
  };

  test('LOY-01 an award makes a customer a member and is in the ledger with its reason', async () => {
    const { account, entry } = await clerk.run(awardPoints, award());
    expect(await balance()).toEqual({ id: account, points: 200, available: 200, debt: 0 });
    const [row] = await clerk.read(select(entryFields, { kind: true, points: true, reason: true, at: true }), { id: entry });
    expect(row).toMatchObject({ kind: 'EARN', points: 200, reason: 'Suggestion taken up', at: t().clock.now() });
  });

  test('LOY-01 an award told twice is credited once, and answered as before', async () => {
    const first = await clerk.run(awardPoints, award());
    expect(await clerk.run(awardPoints, award({ reason: 'said again' }))).toEqual(first);
    expect(await balance()).toMatchObject({ points: 200 });
  });

  test('G8 refuses other points, or another member, for a key that was used', async () => {
    await clerk.run(awardPoints, award());
    expect(await clerk.refused(awardPoints, award({ points: 300 }))).toBe('LOYALTY_KEY_REUSED');
    const other = await clerk.run(createCustomer, { name: '另一位', kind: 'PERSON', confirmNew: true });
    expect(await clerk.refused(awardPoints, award({ customer: other.customer }))).toBe('LOYALTY_KEY_REUSED');
  });

  test('LOY-01 refuses fractional points, none, and an award without a reason', async () => {
    for (const wrong of [{ points: 0.5 }, { points: 0 }, { points: -1 }, { reason: ' ' }, { key: '' }])
      expect(await clerk.refused(awardPoints, award(wrong))).toBe('BAD_INPUT');
    expect(await balance()).toBeUndefined();
  });

  test('G10 refuses who may not award points, and who may not see the customer', async () => {
    const reader = await t().staff({ can: ['loyalty:read', 'crm:customers:read'] });
    expect(await reader.refused(awardPoints, award())).toBe('FORBIDDEN');
    const blind = await t().staff({ can: { 'loyalty:award': 'all', 'crm:customers:read': 'own' } });
    expect(await blind.refused(awardPoints, award())).toBe('NOT_FOUND');
  });

  test('refuses to enrol a member twice, or since a time to come', async () => {
    await clerk.run(enrolMember, { customer });
    expect(await clerk.refused(enrolMember, { customer })).toBe('LOYALTY_ALREADY_MEMBER');
    const later = new Date(t().clock.now().getTime() + 1000);
    expect(await clerk.refused(enrolMember, { customer, since: later })).toBe('LOYALTY_SINCE_IN_FUTURE');
  });

  test('another plugin asks for the balance', async () => {
    const points = (t().engine as unknown as { as(a: unknown): { plugins: { loyalty: { balance(c: string): Promise<number> } } } }).as({
      kind: 'service',
      name: 'x',
      tenant: t().tenant.id,
      permissions: ['*'],
    });
    expect(await points.plugins.loyalty.balance(customer)).toBe(0);
    await clerk.run(awardPoints, award());
    expect(await points.plugins.loyalty.balance(customer)).toBe(200);
  });
});
