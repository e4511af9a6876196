import { decimalOf, globalId, type Id, select } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createContact, createCustomer, crm, factFields, mergeCustomers, recordFact, reverseFact } from '../index.ts';

const cny = (amount: string) => ({ amount: decimalOf(amount), currency: 'CNY' });
const at = new Date('2025-12-01T00:00:00Z');

describeEngines('DATA-15 transaction facts', { plugins: [crm()] }, (t) => {
  let till: Awaited<ReturnType<ReturnType<typeof t>['service']>>;
  let customer: Id<'Customer'>;
  let refs = 0;
  beforeAll(async () => {
    till = await t().service({ name: 'till', purpose: 'bookkeeping' });
  });
  const firm = async (name: string) => (await till.run(createCustomer, { name, kind: 'ORGANISATION', confirmNew: true })).customer;
  beforeEach(async () => {
    customer = await firm('上海会展有限公司');
  });
  const sale = (o: object = {}) => ({ customer, at, value: cny('100'), sourcePlugin: 'till', sourceRef: `S-${++refs}`, ...o });
  const recorded = async (o: object = {}) => (await till.run(recordFact, sale(o))).fact;
  const summary = async (o: object = {}) =>
    (
      (await till.execute(
        'query ($id: ID!, $from: DateTime, $to: DateTime) { factSummary(customer: $id, from: $from, to: $to) { currency count orders sum first last meanIntervalDays } }',
        {
          id: globalId('cus', customer),
          ...o,
        },
      )) as { data: { factSummary: object[] } }
    ).data.factSummary;

  test('a fact is recorded with value, margin, products, channel, source and order', async () => {
    const fact = await recorded({ margin: cny('-3.5'), productRefs: ['BOOTH-9'], channel: 'DIRECT', orderRef: 'SO-1' });
    const [row] = await till.read(
      select(factFields, { value: true, margin: true, productRefs: true, channel: true, orderRef: true, at: true, isReversal: true }),
      { id: fact },
    );
    expect(row).toEqual({
      id: fact,
      value: { amount: '100.0000', currency: 'CNY' },
      margin: { amount: '-3.5000', currency: 'CNY' },
      productRefs: ['BOOTH-9'],
      channel: 'DIRECT',
      orderRef: 'SO-1',
      at,
      isReversal: false,
    });
  });

  test('amounts are added up and averaged by their currency; across currencies they are an error at their place', async () => {
    const amounts = [
      cny('400'),
      cny('100'),
      cny('200'),
      { amount: decimalOf('10'), currency: 'USD' },
      { amount: decimalOf('20'), currency: 'USD' },
    ];
    for (const value of amounts) await recorded({ channel: 'FAIR', value });
    const ask = (by: string, what: string) =>
      till.execute(`{ factsAggregate(where: { channel: { eq: "FAIR" } }${by}) { ${what} } }`) as Promise<{
        data: unknown;
        errors?: object[];
      }>;
    const numbers = 'count sum { value } avg { value } min { value } max { value } median { value } p90 { value }';
    expect(await ask(', groupBy: [{ field: CHANNEL }, { field: VALUE_CURRENCY }]', `group { channel valueCurrency } ${numbers}`)).toEqual({
      data: {
        factsAggregate: [
          {
            group: { channel: 'FAIR', valueCurrency: 'CNY' },
            count: 3,
            sum: { value: '700.0000' },
            avg: { value: '233.3333' },
            min: { value: '100.0000' },
            max: { value: '400.0000' },
            median: { value: '200.0000' },
            p90: { value: '360.0000' },
          },
          {
            group: { channel: 'FAIR', valueCurrency: 'USD' },
            count: 2,
            sum: { value: '30.0000' },
            avg: { value: '15.0000' },
            min: { value: '10.0000' },
            max: { value: '20.0000' },
            median: { value: '15.0000' },
            p90: { value: '19.0000' },
          },
        ],
      },
    });
    const mixed = await ask('', 'count median { value }');
    expect(mixed.data).toEqual({ factsAggregate: [{ count: 5, median: { value: null } }] });
    expect(mixed.errors).toMatchObject([{ path: ['factsAggregate', 0, 'median', 'value'], extensions: { code: 'BAD_INPUT' } }]);
    // A group without a number is one row, whatever is asked of it.
    expect((await ask('', '__typename')).data).toEqual({ factsAggregate: [{ __typename: 'FactAggregate' }] });
  });

  test('what customers bought is counted, filtered and sorted on the customer, and summed up', async () => {
    await recorded({ orderRef: 'SO-2', at: new Date('2025-11-01T00:00:00Z') });
    await recorded({ orderRef: 'SO-2', at: new Date('2025-11-01T00:00:00Z'), value: cny('23.4567') });
    await recorded({ at: new Date('2025-11-21T00:00:00Z') });
    expect(await summary()).toEqual([
      {
        currency: 'CNY',
        count: 3,
        orders: 2,
        sum: '223.4567',
        first: '2025-11-01T00:00:00.000Z',
        last: '2025-11-21T00:00:00.000Z',
        meanIntervalDays: '20.0000',
      },
    ]);
    expect(await summary({ from: '2025-11-02T00:00:00Z', to: '2025-11-21T00:00:00Z' })).toEqual([]);
    const { data, errors } = await till.execute(
      '{ customers(where: { factCount: { gte: 3 } }, orderBy: [{ factCount: DESC }]) { nodes { id factCount facts { totalCount } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      customers: { nodes: expect.arrayContaining([{ id: globalId('cus', customer), factCount: 3, facts: { totalCount: 3 } }]) },
    });
  });

  test('a fact is reversed in parts and then wholly, and the sum is what is left', async () => {
    const fact = await recorded({ margin: cny('40') });
    await till.run(reverseFact, { fact, amount: cny('30'), margin: cny('10') });
    const { reversal } = await till.run(reverseFact, { fact });
    const [row] = await till.read(select(factFields, { value: true, margin: true, isReversal: true, sourceRef: true }), { id: reversal });
    expect(row).toMatchObject({
      value: { amount: '-70.0000', currency: 'CNY' },
      margin: { amount: '-30.0000', currency: 'CNY' },
      isReversal: true,
      sourceRef: `reversal:${reversal}`,
    });
    expect(await summary()).toMatchObject([{ count: 1, sum: '0.0000' }]);
  });

  test('a fact for a merged customer goes to the survivor', async () => {
    const survivor = await firm('丙公司');
    const last = await firm('丁公司');
    await till.run(mergeCustomers, { survivor, duplicate: customer });
    expect((await till.run(recordFact, sale())).customer).toBe(survivor);
    await till.run(mergeCustomers, { survivor: last, duplicate: survivor });
    expect((await till.run(recordFact, sale())).customer).toBe(last);
  });

  test('two reversals at once: together they take back no more than there was', async () => {
    const fact = await recorded();
    const both = await Promise.all([1, 2].map(() => till.attempt(reverseFact, { fact, amount: cny('60') })));
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(both.find((one) => !one.ok)).toMatchObject({ errors: [{ code: 'CRM_REVERSAL_ABOVE_ORIGINAL' }] });
  });

  test('a batch of them costs as many statements as a larger one', async () => {
    const sent = async (n: number) =>
      (
        await t().statements(() =>
          till.runBatch(
            recordFact,
            Array.from({ length: n }, () => sale()),
          ),
        )
      ).statements.length;
    // A handful is one statement with its log; beyond that, each table's rows are one.
    expect(await sent(80)).toBe(await sent(40));
    expect(await sent(2)).toBeLessThan(await sent(40));
  });

  describe('refusals', () => {
    const refused = (o: object) => till.refused(recordFact, sale(o));
    test('DATA-15 G4 negative, over-precise or impossible amounts, and two currencies together', async () => {
      expect(await refused({ value: cny('-1') })).toBe('CRM_NEGATIVE_VALUE');
      for (const amount of ['1.00001', 'NaN', 'Infinity', '1e9', ''])
        expect(await refused({ value: { amount, currency: 'CNY' } })).toBe('BAD_INPUT');
      expect(await refused({ value: { amount: '1', currency: 'XYZ' } })).toBe('BAD_INPUT');
      expect(await refused({ margin: { amount: '1', currency: 'EUR' } })).toBe('CRM_OTHER_CURRENCY');
    });
    test('DATA-15 G8 the same source and reference twice', async () => {
      await recorded({ sourceRef: 'R-1' });
      expect(await refused({ sourceRef: 'R-1' })).toBe('DUPLICATE');
      expect((await till.run(recordFact, sale({ sourceRef: 'R-1', sourcePlugin: 'web' }))).fact).toBeTruthy();
    });
    test('DATA-15 a date in the future', async () => {
      expect(await refused({ at: new Date('2026-01-05T01:00:00.001Z') })).toBe('CRM_FACT_IN_FUTURE');
    });
    test('DATA-15 reversal of a reversal, above the original, of nothing, in another currency, before the fact', async () => {
      const fact = await recorded();
      const { reversal } = await till.run(reverseFact, { fact, amount: cny('40') });
      expect(await till.refused(reverseFact, { fact: reversal })).toBe('CRM_REVERSAL_OF_REVERSAL');
      expect(await till.refused(reverseFact, { fact, amount: cny('60.0001') })).toBe('CRM_REVERSAL_ABOVE_ORIGINAL');
      expect(await till.refused(reverseFact, { fact, amount: cny('-1') })).toBe('CRM_REVERSAL_OF_NOTHING');
      expect(await till.refused(reverseFact, { fact, amount: { amount: decimalOf('1'), currency: 'EUR' } })).toBe('CRM_OTHER_CURRENCY');
      expect(await till.refused(reverseFact, { fact, at: new Date('2025-11-30T00:00:00Z') })).toBe('CRM_REVERSAL_TOO_EARLY');
      await till.run(reverseFact, { fact });
      expect(await till.refused(reverseFact, { fact })).toBe('CRM_REVERSAL_OF_NOTHING');
    });
    test('a contact of another customer; whoever may not record', async () => {
      const other = await firm('乙公司');
      const { contact } = await till.run(createContact, {
        name: '王芳',
        customers: [{ customer: other }],
        channels: [{ kind: 'MOBILE', value: '13800138000' }],
      });
      expect(await refused({ contact })).toBe('CRM_CONTACT_OF_ANOTHER_CUSTOMER');
      const reader = await t().staff({ can: ['crm:customers:read', 'crm:facts:read'] });
      expect(await reader.refused(recordFact, sale())).toBe('FORBIDDEN');
    });
    test('DATA-15 append-only: nothing edits or deletes a fact', () => {
      const fields = Object.keys(t().engine.schema.getMutationType()?.getFields() ?? {});
      expect(fields.filter((name) => /Fact/.test(name)).sort()).toEqual(['recordFact', 'reverseFact']);
    });
  });
});
