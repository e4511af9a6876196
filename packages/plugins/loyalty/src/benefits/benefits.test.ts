/** Benefits as a module that prices orders meets them: a small plugin stands for it. */
import { decimalOf, definePlugin, globalId, type Id, t as in$, label, type Plugin, pluginKit } from '@guanxi/core';
import { type Crm, Customer, crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import { defineBenefit, endBenefit, type Loyalty, LoyaltyBenefit, loyalty, useBenefits } from '../index.ts';
import { house } from '../testing/house.fixture.ts';

interface Pricing {
  id: 'pricing';
  needs: { crm: Crm; loyalty: Loyalty };
  permission: 'pricing:write';
}
const p = pluginKit<Pricing>('pricing', { engine: '*', needs: { crm: '*', loyalty: '*' } });
const Grant = in$.object('PricingGrant', { benefit: in$.ref(LoyaltyBenefit), name: in$.text(), percent: in$.decimal() });
/** Prices an order: asks what is granted, takes it, and shows which rules did it. */
const priceOrder = p.command('priceOrder', {
  label: label('Price an order', '订单定价'),
  permission: 'pricing:write',
  input: { customer: in$.id(Customer), orderRef: in$.text(100), closed: in$.optional(in$.bool()) },
  output: { grants: in$.list(Grant) },
  async run(tx, { customer, orderRef, closed = false }) {
    const offered = (await tx.plugins.loyalty.benefits(customer, orderRef)).filter((one) => one.refused === null);
    const benefits = offered.map((one) => one.benefit);
    if (benefits.length > 0 || closed)
      await tx.run(useBenefits, { customer, benefits: benefits.length > 0 ? benefits : [known], orderRef, isOrderClosed: closed });
    return { grants: offered.map(({ benefit, name, percent }) => ({ benefit, name, percent })) };
  },
});
let known: Id<'LoyaltyBenefit'>;
const pricing = (): Plugin<Pricing> =>
  definePlugin(p, {
    version: '1.0.0',
    label: label('Pricing', '定价'),
    capability: 'OPERATIONAL',
    migrations: new URL('./none/', import.meta.url),
    permissions: { 'pricing:write': label('Price orders', '订单定价') },
    model: [],
    commands: [priceOrder],
  });

describeEngines('benefits', { plugins: [crm(), loyalty(), pricing()] }, (t) => {
  const shop = house(t as never);
  beforeAll(async () => {
    await shop.open();
    const discount = { kind: 'DISCOUNT' } as const;
    ({ benefit: known } = await shop.clerk().run(defineBenefit, { name: 'Members', ...discount, percent: decimalOf('5') }));
    const record = { minSpend: { amount: decimalOf('1000'), currency: 'CNY' }, months: 12 };
    await shop.clerk().run(defineBenefit, { name: 'Good customers', ...discount, percent: decimalOf('10'), ...record });
  });
  const price = (customer: Id<'Customer'>, orderRef: string, closed?: boolean) =>
    shop.clerk().run(priceOrder, { customer, orderRef, ...(closed !== undefined && { closed }) });

  test('LOY-03 benefits are granted by the record of transactions, and it is shown which rule granted them (extension point)', async () => {
    const { customer } = await shop.member();
    expect((await price(customer, 'SO-1')).grants).toMatchObject([{ name: 'Members', percent: '5.0000' }]);
    await shop.buy(customer, '1000', '2025-12-01');
    expect((await price(customer, 'SO-2')).grants).toMatchObject([{ name: 'Good customers', percent: '10.0000' }]);
    const { memberBenefits } = await shop.ask<{ memberBenefits: unknown }>(
      'query ($c: ID!) { memberBenefits(customer: $c, orderRef: "SO-3") { ground percent refused benefit { name } } }',
      { c: globalId('cus', customer) },
    );
    expect(memberBenefits).toEqual([
      { ground: 'RECORD', percent: '10.0000', refused: null, benefit: { name: 'Good customers' } },
      { ground: 'MEMBERSHIP', percent: '5.0000', refused: 'STACKING', benefit: { name: 'Members' } },
    ]);
  });

  test('LOY-03 refuses stacking beyond policy (extension point)', async () => {
    const { customer } = await shop.member();
    await price(customer, 'SO-9');
    const more = await shop.clerk().run(defineBenefit, { name: 'Anniversary', kind: 'DISCOUNT', percent: decimalOf('1') });
    const use = (benefit: Id<'LoyaltyBenefit'>) => shop.clerk().refused(useBenefits, { customer, benefits: [benefit], orderRef: 'SO-9' });
    expect(await use(more.benefit)).toBe('LOYALTY_STACKING');
    t().clock.advance('PT1S');
    await shop.clerk().run(endBenefit, { benefit: more.benefit });
    expect(await use(more.benefit)).toBe('LOYALTY_NOT_ENTITLED');
  });

  test('LOY-03 refuses a retroactive benefit on closed orders (extension point)', async () => {
    const { customer } = await shop.member();
    await shop.buy(customer, '10', '2025-12-01', { orderRef: 'SO-OLD' });
    expect(await shop.clerk().refused(useBenefits, { customer, benefits: [known], orderRef: 'SO-OLD' })).toBe('LOYALTY_ORDER_CLOSED');
    expect(await shop.clerk().refused(priceOrder, { customer, orderRef: 'SO-NEW', closed: true })).toBe('LOYALTY_ORDER_CLOSED');
  });

  test('entitlements are counted, also by members who are not on an order', async () => {
    const { benefit } = await shop.clerk().run(defineBenefit, { name: 'Lounge', kind: 'ENTITLEMENT', uses: 2, usesPer: 'MONTH' });
    const { customer } = await shop.member();
    for (let i = 0; i < 2; i += 1) await shop.clerk().run(useBenefits, { customer, benefits: [benefit] });
    expect(await shop.clerk().refused(useBenefits, { customer, benefits: [benefit] })).toBe('LOYALTY_BENEFIT_USED_UP');
    expect(await shop.clerk().refused(useBenefits, { customer: await shop.customer(), benefits: [benefit] })).toBe('LOYALTY_NOT_ENTITLED');
    t().clock.advance('P32D');
    await shop.clerk().run(useBenefits, { customer, benefits: [benefit] });
  });

  test('refuses a benefit that does not say what it gives', async () => {
    const define = (o: object) =>
      shop.clerk().refused(defineBenefit, { name: 'x', kind: 'DISCOUNT', percent: decimalOf('5'), ...o } as never);
    expect(await define({ percent: undefined })).toBe('LOYALTY_BENEFIT_INCOMPLETE');
    expect(await define({ percent: decimalOf('101') })).toBe('LOYALTY_BENEFIT_INCOMPLETE');
    expect(await define({ kind: 'ENTITLEMENT' })).toBe('LOYALTY_BENEFIT_INCOMPLETE');
    expect(await define({ uses: 1 })).toBe('LOYALTY_BENEFIT_INCOMPLETE');
    expect(await define({ months: 3 })).toBe('LOYALTY_BENEFIT_INCOMPLETE');
    expect(await define({ validUntil: new Date('2020-01-01T00:00:00Z') })).toBe('LOYALTY_BENEFIT_SPAN');
  });
});
