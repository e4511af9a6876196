/** The plugin as a whole: what is heard of it, who sees it, what a tenant is without it, and what is left when it is removed. */
import { decimalOf, globalId, select, sql } from '@guanxi/core';
import { crm, disablePlugin, enablePlugin } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import {
  accountFields,
  activateEarningRule,
  activateTierScheme,
  defineEarningRule,
  defineTierScheme,
  endEarningRule,
  loyalty,
  redeemPoints,
  withdrawEarningRule,
} from './index.ts';
import { house } from './testing/house.fixture.ts';
import { isSound } from './testing/sound.fixture.ts';

const codes = (answer: { readonly errors?: readonly { readonly extensions: { readonly code: string } }[] }): readonly string[] =>
  (answer.errors ?? []).map((e) => e.extensions.code);

describeEngines('loyalty', { plugins: [crm(), loyalty()] }, (t) => {
  const shop = house(t as never);
  beforeAll(async () => {
    await shop.open();
    await shop.rule();
    const { scheme } = await shop.clerk().run(defineTierScheme, {
      name: 'Club',
      basis: 'SPEND',
      currency: 'CNY',
      period: 'CALENDAR_YEAR',
      tiers: [
        { tier: 'BASIC', entry: decimalOf('0') },
        { tier: 'GOLD', entry: decimalOf('500') },
      ],
    });
    await shop.clerk().run(activateTierScheme, { scheme });
  });

  test('LOY-02 a change of tier and one of the balance are heard by subscription', async () => {
    const { customer } = await shop.member();
    const listen = async (document: string) => {
      const heard = await t().engine.subscribe({ document, variables: { id: globalId('cus', customer) }, actor: shop.clerk().actor });
      if (!heard.ok) throw new Error(heard.answer.text);
      return async () => JSON.parse((await heard.stream.next()).value?.text ?? 'null').data;
    };
    const tier = await listen(
      'subscription ($id: ID!) { tierChanged(customerId: $id) { data { from to } loyaltyAccount { points tier } } }',
    );
    const balance = await listen('subscription ($id: ID!) { pointsChanged(customerId: $id) { loyaltyAccount { points } } }');
    await shop.buy(customer, '600', '2026-01-02');
    expect(await balance()).toEqual({ pointsChanged: { loyaltyAccount: { points: 600 } } });
    expect(await tier()).toEqual({ tierChanged: { data: { from: 'BASIC', to: 'GOLD' }, loyaltyAccount: { points: 600, tier: 'GOLD' } } });
  });

  test('a customer’s contact sees points and tier of their own, and nobody else’s', async () => {
    const [own, other] = [await shop.member(70), await shop.member(80)];
    const contact = await t().contact({ customers: [own.customer], can: ['loyalty:read', 'crm:customers:read'] });
    const { data } = await contact.execute('{ loyaltyAccounts { nodes { points available tier } } }');
    expect(data).toEqual({ loyaltyAccounts: { nodes: [{ points: 70, available: 70, tier: 'BASIC' }] } });
    const ask = (customer: string) =>
      contact.execute('query ($c: ID!) { nextTier(customer: $c) { missing } }', { c: globalId('cus', customer as never) });
    expect((await ask(own.customer)).data).toEqual({ nextTier: { missing: '500.0000' } });
    expect((await ask(other.customer)).data ?? {}).not.toMatchObject({ nextTier: { missing: '500.0000' } });
    expect(await contact.refused(redeemPoints, { account: own.account, points: 1 })).toBe('FORBIDDEN');
  });

  test('the liability is what is outstanding by the month of its expiry, in money', async () => {
    const away = await t().another();
    const there = house((() => away) as never);
    await there.open();
    await away.engine.settings(away.tenant.id).set('loyalty', { pointsLastMonths: 12, pointValue: decimalOf('0.05') });
    await there.member(100);
    away.clock.advance('P31D');
    await there.member(40);
    const { loyaltyLiability } = await there.ask<{ loyaltyLiability: unknown }>(
      '{ loyaltyLiability { month points members value { amount currency } } }',
    );
    expect(loyaltyLiability).toEqual([
      { month: '2027-01', points: '100.0000', members: 1, value: { amount: '5.0000', currency: 'CNY' } },
      { month: '2027-02', points: '40.0000', members: 1, value: { amount: '2.0000', currency: 'CNY' } },
    ]);
    const clerk = await away.staff({ can: ['loyalty:read', 'crm:customers:read'] });
    expect(codes((await clerk.execute('{ loyaltyLiability { points } }')) as never)).toEqual(['FORBIDDEN']);
  });

  test('LOY-01 rules are defined whole, put in force knowingly, and not changed then', async () => {
    const run = shop.clerk();
    const base = { name: 'x', kind: 'BASE', validFrom: new Date('2026-02-01T00:00:00Z') } as const;
    const byAmount = { ...base, rate: decimalOf('1'), currency: 'CNY' };
    for (const wrong of [base, { ...base, rate: decimalOf('1') }, { ...byAmount, points: 1 }, { ...byAmount, rate: decimalOf('0') }])
      expect(await run.refused(defineEarningRule, wrong)).toBe('LOYALTY_RULE_GIVES_NOTHING');
    expect(await run.refused(defineEarningRule, { ...byAmount, validUntil: base.validFrom })).toBe('LOYALTY_RULE_ENDS_BEFORE_START');
    expect(await run.refused(defineEarningRule, { ...byAmount, capPoints: 5 })).toBe('LOYALTY_CAP_INCOMPLETE');
    const past = await shop.rule({ validFrom: new Date('2025-01-01T00:00:00Z'), products: ['NONE'] }, false);
    expect(await run.refused(activateEarningRule, { rule: past })).toBe('LOYALTY_RULE_IN_PAST');
    expect(await run.refused(endEarningRule, { rule: past })).toBe('LOYALTY_RULE_NOT_ACTIVE');
    await run.run(activateEarningRule, { rule: past, retroactive: true });
    expect(await run.refused(activateEarningRule, { rule: past, retroactive: true })).toBe('LOYALTY_RULE_NOT_DRAFT');
    await run.run(endEarningRule, { rule: past });
    await run.run(withdrawEarningRule, { rule: past, retroactive: true });
    await t().workOff();
  });

  test('LOY-01 what a purchase would earn is simulated, drafts among the rules', async () => {
    const { customer } = await shop.member();
    const draft = await shop.rule({ name: 'Spring', kind: 'BONUS', rate: decimalOf('0.5'), channels: ['WEB'] }, false);
    const simulate = (channel: string) =>
      shop.ask(
        `query ($c: ID!, $d: [ID!], $ch: String) { simulateEarn(customer: $c, value: { amount: "99.99", currency: "CNY" }, channel: $ch, drafts: $d) {
          points tier byRule { name points } } }`,
        { c: globalId('cus', customer), d: [globalId('lru', draft)], ch: channel },
      );
    expect(await simulate('SHOP')).toMatchObject({ simulateEarn: { points: 99, tier: 'BASIC' } });
    expect(await simulate('WEB')).toMatchObject({
      simulateEarn: { points: 148, byRule: [{ points: 99 }, { name: 'Spring', points: 49 }] },
    });
    expect(await shop.points(customer)).toBe(0);
  });

  test('a tenant without the plugin lacks its fields and nothing else, and has its points when it is back', async () => {
    const away = await t().another();
    const there = house((() => away) as never);
    await there.open();
    const { customer } = await there.member(100);
    await there.clerk().run(disablePlugin, { plugin: 'loyalty' });
    for (const document of [
      '{ customers { nodes { loyalty { points } } } }',
      '{ customers(where: { loyalty: { tier: { eq: GOLD } } }) { totalCount } }',
      '{ loyaltyAccounts { totalCount } }',
      '{ loyaltyLiability { points } }',
      'subscription { pointsChanged { type } }',
    ])
      expect([document, codes((await there.clerk().execute(document)) as never)]).toEqual([document, ['PLUGIN_UNAVAILABLE']]);
    expect(await there.ask('{ customers { totalCount nodes { name facts { totalCount } } } }')).toMatchObject({
      customers: { totalCount: 1 },
    });
    await there.buy(customer, '50', '2026-01-02');
    expect((await shop.ask('{ loyaltyAccounts { totalCount } }')) as unknown).toBeDefined();
    await there.clerk().run(enablePlugin, { plugin: 'loyalty' });
    expect(await there.points(customer)).toBe(100);
  });

  test('`customers` with tier and balance is one statement', async () => {
    const document =
      '{ customers(where: { loyalty: { tier: { eq: GOLD } } }, orderBy: [{ loyalty: { points: DESC } }]) { totalCount nodes { name loyalty { points tier entries: customer { loyaltyEntries { nodes { kind points } } } } } } }';
    // What the engine knows of the tenant is read anew when the clock has moved.
    await shop.ask(document);
    const { statements } = await t().statements(() => shop.ask(document));
    // What is known of the tenant may be read anew just then, since its plugins were changed before: that asks for no customer.
    expect(statements.filter((text) => /crm_customer|loyalty_/.test(text))).toHaveLength(1);
    await isSound(t().database);
  });

  test('what one earns at once in many facts is read and written for all of them together', async () => {
    const members: Awaited<ReturnType<typeof shop.member>>[] = [];
    for (let i = 0; i < 3; i += 1) members.push(await shop.member());
    const facts = (many: number) =>
      members.flatMap(({ customer }, m) =>
        Array.from({ length: many }, (_, i) => ({
          customer,
          at: new Date('2026-01-03T00:00:00Z'),
          value: { amount: decimalOf('10'), currency: 'CNY' },
          sourcePlugin: 'till',
          sourceRef: `batch-${many}-${m}-${i}`,
        })),
      );
    const count = async (many: number) => (await t().statements(() => shop.clerk().runBatch('recordFact', facts(many)))).statements.length;
    const [few, lots] = [await count(2), await count(40)];
    expect(lots).toBeLessThan(few + 15);
    const rows = await shop.clerk().read(select(accountFields, { points: true }), {
      where: (a) => sql`${a.customerId} = any(${members.map((m) => m.customer)}::uuid[])`,
    });
    expect(rows.map((row) => row.points)).toEqual([420, 420, 420]);
  });
});

describeEngines('loyalty, to look at', { plugins: [crm(), loyalty()] }, (t) => {
  test('comes with a programme in which who buys climbs', async () => {
    const shop = house(t as never);
    await shop.open();
    await t().engine.demo(t().tenant.id);
    t().clock.advance('P1D');
    const { customer } = await shop.member();
    await shop.buy(customer, '20000', '2026-01-05', { at: t().clock.now() });
    await shop.buy(customer, '100', '2026-01-06', { at: t().clock.now() });
    expect(await shop.ask('{ customers { nodes { loyalty { tier points } } } loyaltyRewards { totalCount } }')).toEqual({
      customers: { nodes: [{ loyalty: { tier: 'GOLD', points: 20_100 } }] },
      loyaltyRewards: { totalCount: 2 },
    });
  });
});

describeEngines('loyalty, removed', { plugins: [crm(), loyalty()] }, (t) => {
  test('leaves no table, job or permission behind', async () => {
    const shop = house(t as never);
    await shop.open();
    await shop.rule();
    await shop.member(10);
    await t().workOff();
    const plan = await t().engine.removePlugin('loyalty');
    expect(plan.refusal).toBeNull();
    await t().engine.removePlugin('loyalty', { confirm: true });
    const { rows } = await t().database.asOwner((owner) =>
      owner.query({
        text: `select relname as left from pg_class where relnamespace = 'crm'::regnamespace and relname like 'loyalty%'
          union all select 'job ' || name from crm.job where plugin = 'loyalty'
            union all select 'grant ' || r.key from crm.role r where r.grants::text like '%loyalty:%'
          union all select 'migration ' || name from crm.journal where plugin = 'loyalty'`,
      }),
    );
    expect(rows).toEqual([]);
  });
});
