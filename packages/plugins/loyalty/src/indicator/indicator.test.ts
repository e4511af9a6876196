import { globalId, type Id } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { loyalty } from '../index.ts';
import { house } from '../testing/house.fixture.ts';
import { recordAttitude } from './commands.ts';
import { indicate } from './rules.ts';

describe('LOY-04 the loyalty indicator', () => {
  const settings = { orders: 4, attitude: 60 };
  test.each([
    [4, 60, 'LOYAL', 80],
    [4, 59, 'SPURIOUS', 80],
    [3, 60, 'LATENT', 68],
    [0, 0, 'NOT_LOYAL', 0],
    [40, 100, 'LOYAL', 100],
  ] as const)('of %s orders and an attitude of %s is %s', (orders, attitude, found, score) => {
    expect(indicate({ orders, attitude }, settings)).toMatchObject({ isComplete: true, class: found, score, missing: [] });
  });

  test.each([
    [null, 90, ['BEHAVIOUR']],
    [9, null, ['ATTITUDE']],
    [null, null, ['BEHAVIOUR', 'ATTITUDE']],
  ] as const)(
    'LOY-04 refuses an indicator from a single component presented as complete: %s orders, attitude %s',
    (orders, attitude, missing) => {
      expect(indicate({ orders, attitude }, settings)).toMatchObject({ isComplete: false, class: 'UNCLASSIFIED', score: null, missing });
    },
  );
});

describeEngines('the indicator of a customer', { plugins: [crm(), loyalty()] }, (t) => {
  const shop = house(t as never);
  beforeAll(() => shop.open());
  const ask = (customer: Id<'Customer'>, only = false) =>
    shop
      .clerk()
      .execute(
        'query ($c: ID!, $o: Boolean) { loyaltyIndicator(customer: $c, onlyComplete: $o) { isComplete class score behaviour attitude missing } }',
        {
          c: globalId('cus', customer),
          o: only,
        },
      );

  test('LOY-04 refuses an indicator from a single component presented as complete', async () => {
    const { customer } = await shop.member();
    await shop.buy(customer, '10', '2025-12-01');
    expect((await ask(customer)).data).toEqual({
      loyaltyIndicator: { isComplete: false, class: 'UNCLASSIFIED', score: null, behaviour: 25, attitude: null, missing: ['ATTITUDE'] },
    });
    expect((await ask(customer, true)).errors?.[0]?.extensions).toMatchObject({ code: 'LOYALTY_INDICATOR_INCOMPLETE' });
  });

  test('LOY-04 behaviour and attitude together make one; an old attitude says nothing any more', async () => {
    const { customer } = await shop.member();
    for (const order of ['A', 'B', 'C', 'D', 'D']) await shop.buy(customer, '10', '2025-12-01', { orderRef: order });
    await shop.clerk().run(recordAttitude, { customer, score: 20, source: 'survey', at: new Date('2024-12-01T00:00:00Z') });
    expect((await ask(customer)).data).toMatchObject({ loyaltyIndicator: { isComplete: false } });
    await shop.clerk().run(recordAttitude, { customer, score: 60, source: 'survey' });
    expect((await ask(customer, true)).data).toEqual({
      loyaltyIndicator: { isComplete: true, class: 'LOYAL', score: 80, behaviour: 100, attitude: 60, missing: [] },
    });
  });

  test('G6 refuses an attitude off its scale, and one of a time to come', async () => {
    const { customer } = await shop.member();
    for (const score of [-1, 101, 50.5])
      expect(await shop.clerk().refused(recordAttitude, { customer, score, source: 'survey' })).toBe('BAD_INPUT');
    const at = new Date('2027-01-01T00:00:00Z');
    expect(await shop.clerk().refused(recordAttitude, { customer, score: 5, source: 'survey', at })).toBe('LOYALTY_ATTITUDE_IN_FUTURE');
  });
});
