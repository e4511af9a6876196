/** People, what was said and what was bought are found over all customers, not only under one. */
import { decimalOf, globalId, type Id } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import { createContact, createCustomer, createRelationship, crm, recordFact, recordInteraction } from './index.ts';

describeEngines('lists over all customers', { plugins: [crm()] }, (t) => {
  let clerk: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  let firms: Id<'Customer'>[];
  const reach = (value: string) => [{ kind: 'MOBILE' as const, value }];
  const nodes = async (ask: string, variables = {}): Promise<unknown> => {
    const { data, errors } = await clerk.execute(ask, variables);
    expect(errors).toBeUndefined();
    const [list] = Object.values(data as Record<string, { nodes: unknown[] }>);
    return list?.nodes;
  };
  beforeAll(async () => {
    clerk = await t().staff();
    firms = [];
    for (const name of ['上海会展', '北京饭店']) firms.push((await clerk.run(createCustomer, { name, kind: 'ORGANISATION' })).customer);
    const [expo, hotel] = firms as [Id<'Customer'>, Id<'Customer'>];
    const decides = { customer: expo, decisionRole: 'DECISION_MAKER', role: 'PURCHASING' } as const;
    await clerk.run(createContact, {
      name: '王芳',
      title: '采购经理',
      likes: ['龙井'],
      customers: [decides],
      channels: reach('13800138001'),
    });
    await clerk.run(createContact, { name: '李雷', customers: [{ customer: hotel }], channels: reach('13800138002') });
    const call = { channel: 'PHONE', direction: 'INBOUND', phase: 'PRE_SALE', at: new Date('2025-10-01T00:00:00Z') } as const;
    await clerk.run(recordInteraction, { ...call, customer: expo, subject: '询价' });
    await clerk.run(recordInteraction, {
      ...call,
      customer: hotel,
      subject: '投诉',
      phase: 'POST_SALE',
      at: new Date('2025-11-01T00:00:00Z'),
    });
    for (const [i, customer] of firms.entries())
      await clerk.run(recordFact, {
        customer,
        at: new Date('2025-12-01T00:00:00Z'),
        value: { amount: decimalOf(`${(i + 1) * 100}`), currency: 'CNY' },
        sourcePlugin: 'till',
        sourceRef: `${i}`,
      });
    await clerk.run(createRelationship, { from: expo, to: hotel, type: 'REFERRED_BY', validFrom: '2025-01-01' });
  });

  test('DATA-03 contacts by what they decide, by their customer, by their number, by how they sound', async () => {
    const found = (args: string) => nodes(`{ contacts(${args}) { nodes { name } } }`);
    expect(await found('where: { decisionRole: { eq: "DECISION_MAKER" } }')).toEqual([{ name: '王芳' }]);
    expect(await found('where: { customers: { some: { name: { eq: "北京饭店" } } } }')).toEqual([{ name: '李雷' }]);
    expect(await found('where: { channels: { some: { normalised: { eq: "+8613800138002" } } } }')).toEqual([{ name: '李雷' }]);
    expect(await found('search: "wangfang"')).toEqual([{ name: '王芳' }]);
    expect(await found('where: { title: { contains: "采购" }, not: { customerLinks: { none: {} } } }')).toEqual([{ name: '王芳' }]);
  });

  test('DATA-05 relationships by their type and day', async () => {
    const found = (day: string) =>
      nodes(
        `{ relationships(where: { type: { eq: REFERRED_BY }, validFrom: { lte: "${day}" } }) { nodes { from { name } to { name } } } }`,
      );
    expect(await found('2025-01-01')).toEqual([{ from: { name: '上海会展' }, to: { name: '北京饭店' } }]);
    expect(await found('2024-12-31')).toEqual([]);
  });

  test('DATA-09 interactions by channel, phase and time', async () => {
    const found = (where: string) => nodes(`{ interactions(where: { ${where} }) { nodes { subject customer { name } } } }`);
    expect(await found('channel: { eq: PHONE }, phase: { eq: PRE_SALE }')).toEqual([{ subject: '询价', customer: { name: '上海会展' } }]);
    expect(await found('at: { gte: "2025-10-02T00:00:00Z", lt: "2025-12-01T00:00:00Z" }')).toMatchObject([{ subject: '投诉' }]);
    expect(await found('channel: { in: [EMAIL, FAX] }')).toEqual([]);
  });

  test('DATA-15 facts by amount and customer, summed over all', async () => {
    const ask =
      'query ($id: ID!) { facts(where: { value: { amount: { gt: "100" }, currency: { eq: "CNY" } }, customer: { id: { eq: $id } } }) { nodes { value { amount } } } }';
    expect(await nodes(ask, { id: globalId('cus', firms[1] as string) })).toEqual([{ value: { amount: '200.0000' } }]);
    expect(await nodes(ask, { id: globalId('cus', firms[0] as string) })).toEqual([]);
  });

  // Where a text has no words, nothing is looked for: the list is whole, as without a search.
  test.each([
    ['a hundred thousand characters', '会'.repeat(100_000), 0],
    ['a pattern that would run for ever', `${'(a*)*'.repeat(2_000)}zq`, 0],
    ['a pattern whose words are there', `^(${'hui*'.repeat(100)})$`, 1],
    ['wildcards and no word', '%_%', 2],
    ['an open pattern and no word', '('.repeat(10_000), 2],
  ])('A40 a search for %s is a search for its words', async (_, text, count) => {
    expect(await clerk.execute('query ($text: String!) { customers(search: $text) { totalCount } }', { text })).toEqual({
      data: { customers: { totalCount: count } },
    });
  });

  test('A40 what stands for any text in SQL stands for itself in a filter', async () => {
    for (const text of ['%', '_', '上_会%', '\\'])
      expect(
        await nodes('query ($text: String!) { customers(where: { name: { contains: $text } }) { nodes { name } } }', { text }),
      ).toEqual([]);
  });
});
